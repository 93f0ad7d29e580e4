import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import type { Engine } from '#lib/db/database-url.ts'

/** The folder of an engine's migrations. Each of them is a folder named `<timestamp>_<name>`. */
export function findMigrationsFolder(engine: Engine): string {
  return join(import.meta.dirname, 'migrations', engine)
}

/** The names of an engine's migrations up to `last`, oldest first. Both engines have the same names. */
export async function listMigrationNames(engine: Engine, last?: string): Promise<string[]> {
  const entries = await readdir(findMigrationsFolder(engine), { withFileTypes: true })
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .filter(name => last === undefined || name <= last)
    .sort()
}

/** An engine's migrations in the form that Prisma's schema engine takes. */
export async function readMigrationList(engine: Engine, last?: string): Promise<MigrationList> {
  const baseDir = findMigrationsFolder(engine)
  const names = await listMigrationNames(engine, last)
  const lockfile = 'migration_lock.toml'
  return {
    baseDir,
    lockfile: { path: lockfile, content: await readFile(join(baseDir, lockfile), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async name => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(baseDir, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  }
}
