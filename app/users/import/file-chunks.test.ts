import { describe, expect, test } from 'vitest'
import { type Chunk, readFileChunks } from './file-chunks.ts'

async function chunks(content: string | Uint8Array<ArrayBuffer>) {
  const ignored = new Set<string>()
  const all: Chunk[] = []
  for await (const chunk of readFileChunks(new Blob([content]), ignored)) all.push(chunk)
  return { all, ignored: [...ignored], sizes: all.map(({ rows }) => rows.length) }
}
const people = (count: number, tail = '') =>
  Array.from({ length: count }, (_, i) => `u${i},Zoë ${i}${tail}\n`).join('')

describe('readFileChunks', () => {
  test('splits a large file into requests, without losing or repeating a row', async () => {
    const { all, ignored, sizes } = await chunks(`\ufeffuid,name,age\n${people(12_345, ',7')}`)
    expect(sizes).toEqual([...Array(24).fill(500), 345])
    const uids = all.flatMap(({ rows }) => rows.map(({ uid }) => uid))
    expect(uids).toEqual(Array.from({ length: 12_345 }, (_, i) => `u${i}`))
    expect(all.flatMap(({ rows }) => rows).every(row => 'values' in row)).toBe(true)
    expect(all.at(-1)?.rows.at(-1)).toMatchObject({ row: 12_346, values: { name: 'Zoë 12344' } })
    const parts = all.map(({ part }) => part)
    expect(parts).toEqual(parts.toSorted((a, b) => a - b))
    expect([(parts[0] ?? 1) < 0.5, parts.at(-1)]).toEqual([true, 1])
    expect(ignored).toEqual(['age'])
  })

  test('puts fewer rows into a request if they have passwords or are long', async () => {
    const secret = await chunks(`uid,name,password\n${people(50, ',secret-1234')}`)
    expect(secret.sizes).toEqual([20, 20, 10])
    const long = await chunks(`uid,name,email\n${people(20, `,${'x'.repeat(50_000)}`)}`)
    expect(long.sizes).toEqual([4, 4, 4, 4, 4])
  })

  test('finds a repeated user ID anywhere in the file', async () => {
    const { all } = await chunks(`uid,name\n${people(3000)}u7,Again\n`)
    expect(all.at(-1)?.rows.at(-1)).toMatchObject({ row: 3002, refused: { code: 'uid_repeated' } })
  })

  test.each(['[{"uid":"ada","name":"Ada"}]', ' \n{"uid":"ada","name":"Ada"}\n'])(
    'recognises JSON by its beginning: %s',
    async file => {
      expect((await chunks(file)).all[0]?.rows).toMatchObject([{ row: 1, uid: 'ada' }])
    },
  )

  test.each([
    ['an empty file', '', 'The first row must name the columns'],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeffuid,name\n', 'utf16le')), 'not UTF-8'],
    ['half a character', new Uint8Array(Buffer.from('uid,name\nzoe,Zoë').subarray(0, -1)), 'UTF-8'],
    ['a cut array', '[{"uid":"ada"}', 'User 2 of the file is not complete'],
  ])('refuses %s', async (_, content, message) => {
    await expect(chunks(content)).rejects.toThrow(message)
  })
})
