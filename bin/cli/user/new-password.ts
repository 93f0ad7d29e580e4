import { randomBytes } from 'node:crypto'
import { askHidden, readFirstLine } from '../ask.ts'
import { CommandError, EXIT, type Input } from '../command.ts'
import type { Terminal } from '../terminal.ts'

/** Where a new password comes from. Never an argument: every user of the machine may list those. */
export const PASSWORD_OPTIONS = {
  '--generate': 'make up a password of 120 random bits and show it once',
  '--password-stdin': 'take the password from the first line of standard input',
}

/** @returns the password, and whether it was made up, so that somebody has to be shown it. */
export async function readNewPassword(
  { options }: Input,
  terminal: Terminal,
): Promise<{ password: string; generated: boolean }> {
  if (options.generate) {
    return { password: randomBytes(15).toString('base64url'), generated: true }
  }
  if (options.passwordStdin) return { password: await readFirstLine(terminal), generated: false }
  if (!terminal.stdin.isTTY) {
    const message = 'Nobody can be asked for the password here: add --generate or --password-stdin.'
    throw new CommandError(EXIT.usage, 'no_password', message)
  }
  const password = await askHidden(terminal, 'New password (it is not shown): ')
  const again = await askHidden(terminal, 'Once more: ')
  if (password === again) return { password, generated: false }
  throw new CommandError(EXIT.failed, 'passwords_differ', 'The two differ. Nothing was done.')
}
