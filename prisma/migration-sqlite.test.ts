import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Scratch, startScratch } from '../e2e/fixtures/scratch.ts'
import type { MigrationDatabase } from './migration-database.ts'
import { openForMigration } from './open-for-migration.ts'

const parentAndChild = `CREATE TABLE parent (id INTEGER PRIMARY KEY);
  CREATE TABLE child (parent_id INTEGER REFERENCES parent(id) ON DELETE CASCADE);
  INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1);`

// How Prisma changes a table in SQLite, with its pragmas.
const rebuildParent = `PRAGMA defer_foreign_keys=ON; PRAGMA foreign_keys=OFF;
  CREATE TABLE new_parent (id INTEGER PRIMARY KEY, extra TEXT);
  INSERT INTO new_parent (id) SELECT id FROM parent;
  DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent;
  PRAGMA foreign_keys=ON; PRAGMA defer_foreign_keys=OFF;`

describe('a migration of SQLite', () => {
  let scratch: Scratch
  let url: string

  beforeAll(async () => {
    scratch = await startScratch('sqlite')
  })
  afterAll(() => scratch.stop())

  beforeEach(async () => {
    url = await scratch.createDatabase()
    await within(database => database.adapter.executeScript(parentAndChild))
  })

  test('that rebuilds a table keeps the rows that refer to it', async () => {
    await within(async database => {
      await database.begin()
      await database.adapter.executeScript(rebuildParent)
      await database.commit()
    })
    expect(await children()).toEqual([[1]])
  })

  test('that leaves a row without its parent is refused and undone', async () => {
    await within(async database => {
      await database.begin()
      await database.adapter.executeScript('DELETE FROM parent')
      await expect(database.commit()).rejects.toMatchObject({
        code: 'migration_failed',
        message: expect.stringContaining('rows of "child" that refer to missing rows of "parent"'),
      })
    })
    await within(async database => {
      const { rows } = await database.adapter.queryRaw(select('SELECT id FROM parent'))
      expect(rows).toEqual([[1]])
    })
  })

  test('that is not committed is undone', async () => {
    await within(async database => {
      await database.begin()
      await database.adapter.executeScript('DELETE FROM child')
    })
    expect(await children()).toEqual([[1]])
  })

  async function within(act: (database: MigrationDatabase) => Promise<void>): Promise<void> {
    const database = await openForMigration(url)
    try {
      await act(database)
    } finally {
      await database.close()
    }
  }

  async function children(): Promise<unknown[][]> {
    let rows: unknown[][] = []
    await within(async database => {
      rows = (await database.adapter.queryRaw(select('SELECT parent_id FROM child'))).rows
    })
    return rows
  }
})

function select(sql: string) {
  return { sql, args: [], argTypes: [] }
}
