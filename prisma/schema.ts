import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '#lib/db/database-url.ts'

export const SCHEMA_FILE = join(import.meta.dirname, 'schema.prisma')

/** The schema in `file` for `engine`: as written for SQLite, and with another provider for Postgres. */
export async function readSchema(engine: Engine, file = SCHEMA_FILE): Promise<string> {
  const schema = await readFile(file, 'utf8')
  return schema
    .replace(/(datasource db \{\s*provider = )"sqlite"/, `$1"${engine}"`)
    .replace('generated/sqlite"', `generated/${engine}"`)
}
