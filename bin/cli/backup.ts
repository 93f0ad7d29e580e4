import { dirname, resolve } from 'node:path'
import { recordEvent } from '#lib/audit/record-event.ts'
import { requireUntaken, writeBackup } from '#lib/backup/backup.ts'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { env } from '#lib/env/env.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import type { Command } from './command.ts'
import { findOperator } from './operator.ts'
import { createProgressBar } from './progress.ts'

const FOLDER = 'backups'

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Back up the whole database to one file, while the server runs',
  options: {
    '--out <file>': `a new file (default: ${FOLDER}/latchkey-<time>.db beside the SQLite file, or in data/)`,
  },
  notes:
    'The file is a SQLite database on either engine. It is checked, only its owner can read it, and its\nSHA-256 is beside it. It holds no settings: keep .env in another place.',
  async run({ options: { out } }, terminal) {
    const file =
      typeof out === 'string'
        ? resolve(terminal.folder, out)
        : resolve(findDataFolder(env().databaseUrl), FOLDER, makeFileName())
    await requireUntaken(file)
    const bar = createProgressBar(terminal, 'Backup')
    const data = await writeBackup(env().databaseUrl, file, bar).finally(() => bar.end())
    const detail = { sha256: data.sha256 }
    await recordEvent({ action: 'backup', result: 'ok', actor: findOperator(), detail })
    const sum = `${data.bytes.toLocaleString('en')} bytes, ${describeUserCount(data.rows.User ?? 0)}`
    const text = `${file}\n${sum}, checked. SHA-256: ${data.sha256}`
    return { data, text }
  },
}

/** Where the server may write: the folder of its SQLite file, or the one that git ignores. */
function findDataFolder(databaseUrl: string): string {
  return readEngine(databaseUrl) === 'sqlite' ? dirname(resolveSqlitePath(databaseUrl)) : 'data'
}

function makeFileName(): string {
  return `latchkey-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`
}
