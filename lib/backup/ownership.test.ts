import { chmodSync, chownSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDb, db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { checkOwnership } from '../../bin/doctor/ownership.ts'
import { makeScratchFolder } from '../../e2e/fixtures/scratch-folder.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'
import { migrate } from '../../prisma/migrate.ts'

/** A user to whom root gives files. Anybody else can only own their own. */
const OTHER_USER = process.getuid?.() === 0 ? 12_345 : (process.getuid?.() ?? 0)

describe('an installation of another user, on which root runs the command line', () => {
  let stop: () => Promise<void>
  let folder: string
  let database: string
  beforeEach(async () => {
    stop = await startStore('sqlite')
    await closeDb()
    folder = makeScratchFolder()
    chownSync(folder, OTHER_USER, OTHER_USER)
    database = join(folder, 'data', 'latchkey.db')
    await migrate(`file:${database}`)
    env().databaseUrl = `file:${database}`
  })
  afterEach(() => stop())

  const owners = (...names: string[]) => names.map(name => statSync(join(folder, name)).uid)

  it('has a database and backups that belong to that user', async () => {
    await runLatchkeyJson(['backup', '--out', join(folder, 'backups', 'a.db')])
    expect(
      owners('data', 'data/latchkey.db', 'backups', 'backups/a.db', 'backups/a.db.sha256'),
    ).toEqual(Array(5).fill(OTHER_USER))
  })

  it('keeps the owner and the mode of the database when a backup replaces it', async () => {
    const file = join(makeScratchFolder(), 'a.db')
    await runLatchkeyJson(['backup', '--out', file])
    await closeDb()
    chmodSync(database, 0o640)
    await runLatchkeyJson(['restore', file, '--force'])
    await closeDb()
    const { uid, gid, mode } = statSync(database)
    expect([uid, gid, mode & 0o777]).toEqual([OTHER_USER, OTHER_USER, 0o640])
    expect(await checkOwnership()).toEqual([])
  })

  it('is found faulty when the database belongs to somebody else than its folder', async () => {
    chownSync(join(folder, 'data'), OTHER_USER, OTHER_USER)
    const other = process.getuid?.() === 0 ? 54_321 : OTHER_USER
    chownSync(database, other, other)
    const wanted = other === OTHER_USER ? [] : [expect.objectContaining({ state: 'fault' })]
    expect(await checkOwnership()).toEqual(wanted)
  })
})

it('a restore into Postgres is refused while a server is connected', async () => {
  const stop = await startStore('postgresql')
  await addUser()
  const file = join(makeScratchFolder(), 'a.db')
  await runLatchkeyJson(['backup', '--out', file])
  expect(await db().user.count()).toBe(1)
  const { exit, err } = await runLatchkey(['restore', file, '--force'])
  expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining('Stop the servers') })
  await closeDb()
  expect((await runLatchkey(['restore', file, '--force'])).exit).toBe(0)
  await stop()
})
