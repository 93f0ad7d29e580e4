import { resolve } from 'node:path'
import { record } from '#lib/audit/record.ts'
import { requireUntaken, writeBackup } from '#lib/backup/backup.ts'
import { env } from '#lib/env/env.ts'
import { people } from '#lib/users/user-count-words.ts'
import type { Command } from './command.ts'
import { operator } from './operator.ts'
import { progress } from './progress.ts'

/** Beside the database, in the folder that no commit takes in. */
const FOLDER = 'data/backups'

export const backup: Command = {
  name: 'backup',
  summary: 'Write the whole database into one file, while the server runs',
  options: { '--out <file>': `a new file; ${FOLDER}/latchkey-<time>.db, unless given` },
  notes:
    'The file is a SQLite database whichever engine this server is on, checked, for its owner alone, with\nits SHA-256 beside it. Keep .env apart from it: without SECRET_KEY everybody has to sign in again.',
  async run({ options: { out } }, terminal) {
    const file =
      typeof out === 'string' ? resolve(terminal.folder, out) : resolve(FOLDER, nameNow())
    await requireUntaken(file)
    const bar = progress(terminal, 'Backup')
    const data = await writeBackup(env().databaseUrl, file, bar).finally(() => bar.end())
    const detail = { sha256: data.sha256 }
    await record({ action: 'backup', result: 'ok', actor: operator(), detail })
    const sum = `${data.bytes.toLocaleString('en')} bytes, ${people(data.rows.User ?? 0)}`
    const text = `${file}\n${sum}, checked. SHA-256: ${data.sha256}`
    return { data, text }
  },
}

function nameNow(): string {
  return `latchkey-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`
}
