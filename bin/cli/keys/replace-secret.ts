import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readGivenEnvironment } from '#lib/env/load-env-file.ts'
import { endEverythingSigned } from '#lib/sessions/end-everything-signed.ts'
import { confirm } from '../ask.ts'
import { type Command, CommandError, EXIT } from '../command.ts'
import { findOperator } from '../operator.ts'
import { writeSecretKey } from './secret-key-file.ts'

export const replaceSecretCommand: Command = {
  name: 'replace-secret',
  summary: 'Replace SECRET_KEY after it was stolen: everybody has to sign in again',
  options: {
    '--print': 'print the new line instead of writing it into .env',
    '--yes': 'do not ask for confirmation',
  },
  notes:
    'Ends every session, every link for a new password and every signing key. Servers that run keep the\nold SECRET_KEY: restart all of them with the new one at once. What begins before that ends with the\nrestart. See docs/stolen-keys.md.',
  async run({ options }, terminal) {
    const file = options.print === true ? null : findSettingsFile()
    await confirm(terminal, 'Replace SECRET_KEY and sign out all users?', options.yes)
    const secretKey = randomBytes(32).toString('base64url')
    if (file) await writeSecretKey(file, secretKey)
    const ended = await endEverythingSigned(findOperator())
    const data = { file, ended, ...(!file && { secretKey }) }
    const lines = [
      file ? `Wrote a new SECRET_KEY into ${file}.` : `SECRET_KEY=${secretKey}`,
      `Ended ${ended} session${ended === 1 ? '' : 's'}, and every link for a new password.`,
      'Now restart every server with this SECRET_KEY: until then they accept the old one.',
    ]
    return { data, text: lines.join('\n') }
  },
}

/** @throws CommandError `no_env_file` when SECRET_KEY does not come from `.env` */
function findSettingsFile(): string {
  if (existsSync('.env') && readGivenEnvironment().SECRET_KEY === undefined) return resolve('.env')
  const message =
    'SECRET_KEY does not come from .env here. Add --print, and put the line where SECRET_KEY comes from.'
  throw new CommandError(EXIT.usage, 'no_env_file', message)
}
