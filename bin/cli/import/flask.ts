import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { env } from '#lib/env/env.ts'
import { hasAvatarFile } from '#lib/users/import/flask/avatar.ts'
import { type FlaskDatabase, openFlaskDatabase } from '#lib/users/import/flask/database.ts'
import { importFlask } from '#lib/users/import/flask/import.ts'
import { type Command, CommandError, EXIT, type Input } from '../command.ts'
import { findOperator } from '../operator.ts'
import { createProgressBar } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { describeImport, type ImportSummary } from './report.ts'

export const flaskCommand: Command = {
  name: 'flask',
  summary: 'Bring over the users of the Flask tutorial backend, with their passwords and pictures',
  options: {
    '--db <file>': 'its SQLite file, which stays as it is',
    '--uploads <folder>': 'the folder of its pictures',
    '--no-pictures': 'leave the pictures of that folder behind',
    '--role <old=new...>': 'another role for those who have one that ROLES has not',
    '--uid <old=new...>': 'another user ID for somebody who cannot keep theirs',
    '--name <uid=name...>': 'another name for somebody, by their old user ID',
    '--dry-run': 'judge every user and write nothing',
  },
  notes:
    'Stop the old backend first. Each user is for itself and comes whole or not at all, so this may be\nbroken off and done again: who is there already as the row says is skipped. A row is told by its id\nin the old database. Exit status 1 where a user was refused. docs/from-flask.md goes step by step.',
  async run({ options }, terminal) {
    if (typeof options.db !== 'string') {
      throw new CommandError(EXIT.usage, 'no_database', 'Say which database: --db <file>.')
    }
    const names = {
      roles: readRoles(options),
      uids: readPairs(options, 'uid'),
      names: readPairs(options, 'name'),
    }
    const database = openFlaskDatabase(resolve(terminal.folder, options.db))
    try {
      const uploads = findUploads(options, database, terminal)
      const dryRun = options.dryRun === true
      const data = await importAll(database, { names, uploads, dryRun }, terminal)
      return { data, text: describeImport(data, dryRun), failed: data.failed > 0 }
    } finally {
      database.close()
    }
  },
}

type FlaskImportOptions = Omit<Parameters<typeof importFlask>[2], 'onResult'>

async function importAll(
  { count, ignored, users }: FlaskDatabase,
  wanted: FlaskImportOptions,
  terminal: Terminal,
): Promise<ImportSummary> {
  const rows: ImportSummary['rows'] = []
  const bar = createProgressBar(terminal, wanted.dryRun ? 'Judging' : 'Importing')
  try {
    const onResult = (result: ImportSummary['rows'][number]) => {
      rows.push(result)
      bar.at(rows.length / count, `${rows.length} of ${count} users`)
    }
    const counts = await importFlask(findOperator(), users(), { ...wanted, onResult })
    return { ...counts, ignored, rows }
  } finally {
    bar.end()
  }
}

/** Pictures are not left behind by forgetting where they are: who is there is skipped the next time. */
function findUploads(
  { uploads, pictures }: Input['options'],
  database: FlaskDatabase,
  { folder }: Terminal,
): string | null {
  if (pictures === false) return null
  if (typeof uploads === 'string') return requireFolder(resolve(folder, uploads))
  for (const user of database.users()) {
    if (!hasAvatarFile(user)) continue
    const message =
      'There are users with pictures: say where those are by --uploads <folder>, or --no-pictures.'
    throw new CommandError(EXIT.usage, 'no_uploads', message)
  }
  return null
}

function requireFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  throw new CommandError(EXIT.usage, 'no_uploads', `There is no folder ${path}.`)
}

function readRoles(options: Input['options']): Map<string, string> {
  const roles = readPairs(options, 'role')
  for (const role of roles.values()) {
    if (env().roles.includes(role)) continue
    const message = `There is no role ${role} in ROLES: ${env().roles.join(', ')}.`
    throw new CommandError(EXIT.usage, 'unknown_role', message)
  }
  return roles
}

/** What stands before and behind the last `=` of each value of an option. */
function readPairs(options: Input['options'], option: string): Map<string, string> {
  const values = [options[option] ?? []].flat().map(String)
  return new Map(
    values.map(value => {
      const [, old, fresh] = /^(.+)=([^=]+)$/s.exec(value) ?? []
      if (old && fresh) return [old, fresh]
      throw new CommandError(EXIT.usage, 'no_pair', `--${option} ${value} has to be as in old=new.`)
    }),
  )
}
