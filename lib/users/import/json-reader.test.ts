import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonReader } from './json-reader.ts'

function records(...pieces: string[]) {
  const reader = new JsonReader()
  return [...pieces.flatMap(piece => [...reader.read(piece)]), ...reader.end()]
}
const values = (...pieces: string[]) => records(...pieces).map(({ value }) => value)

describe('JsonReader', () => {
  it.each([
    ['nothing', '', []],
    ['an empty array', ' [ ]\n', []],
    ['an array', '[{"a":1},\n {"b":[{}]}]', [{ a: 1 }, { b: [{}] }]],
    ['lines', '{"a":1}\n{"b":{"c":"}"}}\r\n', [{ a: 1 }, { b: { c: '}' } }]],
    [
      'quotes and backslashes',
      '[{"a":"\\"}\\\\"}, {"b\\\\":"{["}]',
      [{ a: '"}\\' }, { 'b\\': '{[' }],
    ],
  ])('reads %s', (_, file, expected) => {
    expect(values(file)).toEqual(expected)
    expect(values(...file)).toEqual(expected)
  })

  it('counts from 1', () => {
    expect(records('[{},{}]').map(({ row }) => row)).toEqual([1, 2])
  })

  it.each([
    ['[{"a":1},{"a"', 'User 2 of the file is not complete'],
    ['[{"a":1}', 'User 2 of the file is not complete'],
    ['[', 'User 1 of the file is not complete'],
    ['[1]', 'User 1 of the file is not a JSON object'],
    ['[{}{}]', 'User 2 of the file is not a JSON object'],
    ['[{},,{}]', 'User 2 of the file is not a JSON object'],
    ['[{}] {}', 'User 2 of the file is not a JSON object'],
    ['[[{}]]', 'User 1 of the file is not a JSON object'],
    ['{},{}', 'User 2 of the file is not a JSON object'],
    ['{a:1}', 'User 1 of the file is not a JSON object'],
    ['{"a":]}', 'User 1 of the file is not a JSON object'],
    ['uid,name', 'User 1 of the file is not a JSON object'],
    [`{"a":"${'x'.repeat(70_000)}"}`, 'User 1 of the file is too long'],
  ])('refuses %#', (file, message) => {
    expect(() => records(file)).toThrow(message)
    expect(() => records(file)).toThrow(expect.objectContaining({ code: 'broken_file' }))
  })

  it('reads any objects, as an array or as lines, in whatever pieces they arrive', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()))
    fc.assert(
      fc.property(objects, fc.nat(4), fc.integer({ min: 1, max: 50 }), (all, indent, size) => {
        const expected = JSON.parse(JSON.stringify(all))
        for (const file of [
          JSON.stringify(all, null, indent),
          all.map(one => JSON.stringify(one)).join('\n'),
        ]) {
          const pieces = file.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? []
          expect(values(...pieces)).toEqual(expected)
        }
      }),
    )
  })
})
