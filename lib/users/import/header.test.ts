import { expect, it } from 'vitest'
import { readHeader, USER_FILE } from './header.ts'

it('keeps only the known columns, however many others there are', () => {
  const others = Array.from({ length: 60_000 }, (_, i) => `x${i}`)
  expect(readHeader([...others, ' UID ', 'Name'], USER_FILE)).toEqual({
    width: 60_002,
    columns: [
      { column: 'uid', at: 60_000 },
      { column: 'name', at: 60_001 },
    ],
    others,
  })
})
