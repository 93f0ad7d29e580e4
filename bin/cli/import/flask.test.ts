import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeFlaskDatabase } from '../../../e2e/fixtures/flask/database.ts'
import { makeScratchFolder } from '../../../e2e/fixtures/scratch-folder.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { runLatchkey } from '../../../e2e/fixtures/terminal.ts'

describe('latchkey import flask', () => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore('sqlite')
  })
  afterAll(() => stop())

  const run = (folder: string, ...argv: string[]) =>
    runLatchkey(['import', 'flask', ...argv], '', folder)

  it('reports row by row and in numbers, and is safe to repeat', async () => {
    const folder = makeScratchFolder()
    writeFlaskDatabase(folder)
    const argv = ['--db', 'sqlite.db', '--no-pictures', '--uid', 'Toby=toby2', 'mary shelley=mary']
    const dry = await run(folder, ...argv, '--dry-run')
    expect(dry).toMatchObject({ exit: 1, err: '' })
    expect(dry.out).toContain(
      'Row 11 (odd): Left out, because it is not an e-mail address: nowhere.',
    )
    expect(dry.out).toContain(
      'Row 15 (bold): The name must not contain control characters, < or >.\n',
    )
    expect(dry.out).toContain('Row 5 (whit): There is no role Teacher in ROLES: User, Admin.\n')
    expect(dry.out).toMatch(
      /\nIgnored columns: _car, kasm_server_needed\.\nWould create: 11\. Skipped: 0\. Refused: 7\.\n$/,
    )
    const roles = ['--role', 'Teacher=Admin', '--role', 'Student=User', '--name', 'bold=Bold']
    const done = await run(folder, ...argv, ...roles, '--json')
    expect(JSON.parse(done.out)).toMatchObject({ created: 14, skipped: 0, failed: 4 })
    const again = await run(folder, ...argv, ...roles)
    expect(again.out).toContain('Created: 0. Skipped: 14. Refused: 4.\n')
  })

  it('ends with 0 when no row is refused', async () => {
    const folder = makeScratchFolder()
    writeFlaskDatabase(
      folder,
      'DELETE FROM users WHERE id NOT IN (3, 4); UPDATE users SET id = id + 90',
    )
    const { exit, out } = await run(folder, '--db', 'sqlite.db')
    expect({ exit, out: out.split('\n').at(-2) }).toEqual({
      exit: 0,
      out: 'Created: 0. Skipped: 2. Refused: 0.',
    })
  })

  it.each([
    ['no database', [], 'Name the database'],
    ['avatars without a folder', ['--db', 'sqlite.db'], 'Name their folder'],
    ['a folder that does not exist', ['--db', 'sqlite.db', '--uploads', 'up'], 'does not exist'],
    ['an unknown role', ['--db', 'sqlite.db', '--role', 'A=B'], 'There is no role B in ROLES'],
    ['half of a pair', ['--db', 'sqlite.db', '--uid', 'Toby'], '--uid Toby must have the form'],
  ])('2: %s', async (_, argv, message) => {
    const folder = makeScratchFolder()
    writeFlaskDatabase(folder)
    const { exit, out, err } = await run(folder, ...argv)
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toContain(message)
  })

  it('1: a file that is not a SQLite database', async () => {
    const { exit, err } = await run(makeScratchFolder(), '--db', 'none.db')
    expect({ exit, err }).toEqual({
      exit: 1,
      err: 'The database cannot be read as an SQLite file (SQLITE_CANTOPEN).\n',
    })
  })
})
