import type { Command } from './command.ts'
import { keys } from './keys.ts'
import { user } from './user/user.ts'

/** Every command, as `latchkey --help` lists them. */
export const commands: Command[] = [user, keys]
