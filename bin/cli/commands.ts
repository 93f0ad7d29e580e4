import { audit } from './audit.ts'
import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { importFile } from './import/import.ts'
import { keys } from './keys.ts'
import { origins } from './origins/origins.ts'
import { restore } from './restore.ts'
import { sessions } from './sessions.ts'
import { user } from './user/user.ts'

/** Every command, as `latchkey --help` lists them. */
export const commands: Command[] = [
  user,
  sessions,
  origins,
  keys,
  audit,
  importFile,
  backup,
  restore,
  doctor,
]
