import { chmodSync, copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, it, onTestFinished } from 'vitest'
import { migrate } from '../../prisma/migrate.ts'
import { actAsRoot } from '../fixtures/as-root.ts'
import { FULL, installAsker, NEWER, UNMIGRATED } from '../fixtures/database-faults.ts'
import { mountDisk } from '../fixtures/full-disk.ts'
import { SERVICE_USER } from '../fixtures/installation.ts'
import { LATER_MIGRATION } from '../fixtures/later-migration.ts'

const BUSY = 'The database is busy, or another process keeps it locked. Try again in a moment.'

let asker: Awaited<ReturnType<typeof installAsker>>
beforeAll(async () => {
  asker = await installAsker()
})
afterAll(() => asker?.remove())

describe('SQLite', () => {
  let folder: string
  let migrated: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-faults-'))
    chmodSync(folder, 0o755)
    migrated = join(folder, 'migrated.db')
    await migrate(`file:${migrated}`)
  })
  afterAll(() => actAsRoot('rm', '--recursive', folder))

  /**
   * The URL of a database with every migration and no administrator, so that a start has to write. It belongs to the
   * user of the service once it is prepared.
   */
  async function createDatabase(prepare = (_file: string) => {}, parent = folder): Promise<string> {
    const own = mkdtempSync(join(parent, 'database-'))
    const file = join(own, 'latchkey.db')
    copyFileSync(migrated, file)
    prepare(file)
    await actAsRoot('chown', '--recursive', `${SERVICE_USER}:${SERVICE_USER}`, own)
    return file
  }

  it('a path that is not there', async () => {
    const sentence =
      'There is no SQLite file /nowhere/deep/latchkey.db. Check the path in DATABASE_URL. `npm run db:deploy` creates the file where this user may write.'
    await asker.expectSaid('file:/nowhere/deep/latchkey.db', sentence)
  })

  it('a path that is a folder', async () => {
    const sentence = `${asker.data} is a folder, and not a SQLite file. Add the name of a file to the path in DATABASE_URL.`
    await asker.expectSaid(`file:${asker.data}`, sentence)
  })

  it('a file that is no database', async () => {
    const file = await createDatabase(file =>
      writeFileSync(file, 'Dear Sir or Madam, '.repeat(100)),
    )
    const sentence =
      'The file of DATABASE_URL is not a SQLite database. Name another one, or restore a backup.'
    await asker.expectSaid(`file:${file}`, sentence)
  })

  it.each([
    ['no right to write', '0644'],
    ['no right to read', '0600'],
  ])('%s', async (_, mode) => {
    const file = await createDatabase()
    await actAsRoot('chown', 'root', file)
    await actAsRoot('chmod', mode, file)
    const sentence = `This user may not read and write ${file} and its folder. Run this as the user whom the server runs as, or give both to that user with chown.`
    await asker.expectSaid(`file:${file}`, sentence)
  })

  it('another process that keeps the file locked', async () => {
    let other: Database | undefined
    const file = await createDatabase(file => {
      other = new Database(file)
      other.exec('BEGIN IMMEDIATE')
    })
    onTestFinished(() => other?.close())
    await asker.expectSaid(`file:${file}`, BUSY)
  })

  it('a full disk', async () => {
    const disk = await mountDisk(4)
    onTestFinished(() => disk.unmount())
    const file = await createDatabase(() => {}, disk.folder)
    disk.fill()
    await asker.expectSaid(`file:${file}`, FULL)
  })

  it('a schema of a later version', async () => {
    const file = await createDatabase(file => {
      const database = new Database(file)
      database.exec(LATER_MIGRATION)
      database.close()
    })
    await asker.expectSaid(`file:${file}`, NEWER)
  })

  it('a database without tables', async () => {
    const file = await createDatabase(file => writeFileSync(file, ''))
    await asker.expectSaid(`file:${file}`, UNMIGRATED, { MIGRATE: '0' })
  })
})
