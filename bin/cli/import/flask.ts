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
  summary: 'Import the users of the Flask backend, with their passwords and avatars',
  options: {
    '--db <file>': 'its SQLite file, which is only read',
    '--uploads <folder>': 'the folder with its avatars',
    '--no-pictures': 'do not import the avatars of that folder',
    '--role <old=new...>': 'replace a role that is not in ROLES',
    '--uid <old=new...>': 'change a user ID that is not allowed here',
    '--name <uid=name...>': 'change the name of a user, given by the old user ID',
    '--unverified-emails': 'do not count the e-mail addresses as verified',
    '--dry-run': 'check every user and write nothing',
  },
  notes:
    'Stop the old backend first. Each user is imported completely or not at all, so an import can be\ninterrupted and repeated: users who exist with the same data are skipped. Rows are numbered by their\nid in the old database. The exit status is 1 when a user was refused. See docs/from-flask.md.',
  async run({ options }, terminal) {
    if (typeof options.db !== 'string') {
      throw new CommandError(EXIT.usage, 'no_database', 'Name the database with --db <file>.')
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
      const emailsVerified = options.unverifiedEmails !== true
      const wanted = { names, uploads, emailsVerified, dryRun }
      const data = await importAll(database, wanted, terminal)
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
  const bar = createProgressBar(terminal, wanted.dryRun ? 'Checking' : 'Importing')
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

/** Insists on a folder when there are avatars: a later import skips existing users, and so would not add them. */
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
      'Some users have avatars. Name their folder with --uploads <folder>, or add --no-pictures.'
    throw new CommandError(EXIT.usage, 'no_uploads', message)
  }
  return null
}

function requireFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  throw new CommandError(EXIT.usage, 'no_uploads', `The folder ${path} does not exist.`)
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

/** The texts before and after the last `=` in each value of an option. */
function readPairs(options: Input['options'], option: string): Map<string, string> {
  const values = [options[option] ?? []].flat().map(String)
  return new Map(
    values.map(value => {
      const [, old, fresh] = /^(.+)=([^=]+)$/s.exec(value) ?? []
      if (old && fresh) return [old, fresh]
      const message = `--${option} ${value} must have the form old=new.`
      throw new CommandError(EXIT.usage, 'no_pair', message)
    }),
  )
}
