import { auditCommand } from './audit.ts'
import { backupCommand } from './backup.ts'
import { clientsCommand } from './clients/clients.ts'
import type { Command } from './command.ts'
import { doctorCommand } from './doctor.ts'
import { importCommand } from './import/import.ts'
import { keysCommand } from './keys/keys.ts'
import { mailCommand } from './mail.ts'
import { originsCommand } from './origins/origins.ts'
import { restoreCommand } from './restore.ts'
import { sessionsCommand } from './sessions.ts'
import { userCommand } from './user/user.ts'

/** Every command, as `latchkey --help` lists them. */
export const commands: Command[] = [
  userCommand,
  sessionsCommand,
  originsCommand,
  clientsCommand,
  mailCommand,
  keysCommand,
  auditCommand,
  importCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
]
