import { CommandError, EXIT } from './command.ts'

/** Says why a file that a command was given cannot be read. @throws CommandError `unreadable` */
export function refuseFile(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause)
  throw new CommandError(EXIT.failed, 'unreadable', `The file cannot be read: ${message}`)
}
