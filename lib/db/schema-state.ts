import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NewerSchemaError } from './database-fault.ts'
import { db, getEngine } from './db.ts'
import { listErrorCodes } from './error-codes.ts'

/** How the migrations of the database compare with those of this build. */
type SchemaState = 'current' | 'behind' | 'newer'

/**
 * Compares the migrations of the database with those of this build. One that has all of ours and later ones is `newer`.
 * @throws what the database does not answer with.
 */
export async function readSchemaState(): Promise<SchemaState> {
  const [applied, wanted] = await Promise.all([listApplied(), listWanted()])
  if (!wanted.every(name => applied.includes(name))) return 'behind'
  const last = wanted.at(-1)
  // Without its folder of migrations, as in a function of Vercel, a build cannot tell.
  return last && applied.some(name => name > last) ? 'newer' : 'current'
}

/**
 * Reads the same state where a database without a table of migrations is `behind`.
 * @throws NewerSchemaError when a later version has migrated the database, and what the database does not answer with.
 */
export async function requireKnownSchema(): Promise<Exclude<SchemaState, 'newer'>> {
  const state = await readSchemaState().catch((error): SchemaState => {
    if (listErrorCodes(error).some(code => UNMIGRATED.test(code))) return 'behind'
    throw error
  })
  if (state === 'newer') throw new NewerSchemaError('The schema of the database is newer.')
  return state
}

/** There is no table of migrations. */
const UNMIGRATED = /^(P2021|42P01|TableDoesNotExist)$/

async function listApplied(): Promise<string[]> {
  const rows = await db().$queryRaw<{ migration_name: string }[]>`SELECT "migration_name"
    FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`
  return rows.map(row => row.migration_name)
}

/** The names of this build's migrations, oldest first: one folder each. */
async function listWanted(): Promise<string[]> {
  const folder = join(process.cwd(), 'prisma/migrations', getEngine())
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
