import { randomBytes } from 'node:crypto'
import { askHidden, readFirstLine } from '../ask.ts'
import { CommandError, EXIT, type Input } from '../command.ts'
import type { Terminal } from '../terminal.ts'

/** Where a new password comes from. Never from an argument: every user of the machine can list those. */
export const PASSWORD_OPTIONS = {
  '--generate': 'generate a password of 120 random bits and show it once',
  '--password-stdin': 'read the password from the first line of standard input',
}

/**
 * Generates, reads or asks for a new password, as the options say.
 * @returns the password, and whether it was generated, so that it has to be shown.
 * @throws CommandError `no_password`, `no_input`, `passwords_differ`, `interrupted`
 */
export async function readNewPassword(
  { options }: Input,
  terminal: Terminal,
): Promise<{ password: string; generated: boolean }> {
  if (options.generate) {
    return { password: randomBytes(15).toString('base64url'), generated: true }
  }
  if (options.passwordStdin) return { password: await readFirstLine(terminal), generated: false }
  if (!terminal.stdin.isTTY) {
    const message =
      'No terminal to ask for the password on. Add --generate or --password-stdin to continue.'
    throw new CommandError(EXIT.usage, 'no_password', message)
  }
  const password = await askHidden(terminal, 'New password (not shown): ')
  const again = await askHidden(terminal, 'Repeat the password: ')
  if (password === again) return { password, generated: false }
  const message = 'The two passwords differ. Nothing was changed.'
  throw new CommandError(EXIT.failed, 'passwords_differ', message)
}
