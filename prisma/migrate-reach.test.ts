import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from './migrate.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-reach-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}

describe('a SQLite file that does not exist', () => {
  test('is created for its owner alone, with its folders', async () => {
    await migrate(`file:${folder}/new/deep/latchkey.db`)
    expect(await modeOf(`${folder}/new`)).toBe('700')
    expect(await modeOf(`${folder}/new/deep`)).toBe('700')
    expect(await modeOf(`${folder}/new/deep/latchkey.db`)).toBe('600')
  })
})

describe('a file that exists', () => {
  test('keeps its mode', async () => {
    await mkdir(`${folder}/old`)
    await chmod(`${folder}/old`, 0o750)
    await writeFile(`${folder}/old/latchkey.db`, '')
    await chmod(`${folder}/old/latchkey.db`, 0o640)
    await migrate(`file:${folder}/old/latchkey.db`)
    expect(await modeOf(`${folder}/old`)).toBe('750')
    expect(await modeOf(`${folder}/old/latchkey.db`)).toBe('640')
  })

  test('is refused and left alone when it is not a database', async () => {
    const file = `${folder}/letter.txt`
    await writeFile(file, 'Dear Sir or Madam, '.repeat(100))
    await expect(migrate(`file:${file}`)).rejects.toMatchObject({
      code: 'database_unreachable',
      message: `Cannot open the SQLite database ${file}: file is not a database`,
    })
    expect(await readFile(file, 'utf8')).toMatch(/^Dear Sir/)
  })

  test('is named in the error when it is in the place of a folder', async () => {
    await writeFile(`${folder}/file`, '')
    await expect(migrate(`file:${folder}/file/latchkey.db`)).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.stringContaining(`${folder}/file/latchkey.db`),
    })
  })
})

test('a folder that the system refuses to create is named in the error', async () => {
  await expect(migrate('file:/proc/nope/latchkey.db')).rejects.toMatchObject({
    code: 'database_unreachable',
    message: expect.stringContaining('/proc/nope/latchkey.db'),
  })
})

test('a Postgres server that does not answer is named without the password', async () => {
  const error = await migrate('postgresql://me:hidden@127.0.0.1:1/latchkey').catch(thrown => thrown)
  expect(error.name).toBe('MigrationError')
  expect(error.code).toBe('database_unreachable')
  expect(error.message).toBe(
    'Cannot reach the Postgres database postgresql://127.0.0.1:1/latchkey: connect ECONNREFUSED 127.0.0.1:1',
  )
})
