import { describe, expect, it } from 'vitest'
import { RowReader } from './rows.ts'

function read(format: 'csv' | 'json', file: string) {
  const reader = new RowReader(format)
  const rows = [...reader.read(file), ...reader.end()]
  return { rows, ignored: [...reader.ignored] }
}

describe('RowReader of CSV', () => {
  it('reads the columns by name, in any order and case', () => {
    const { rows, ignored } = read('csv', 'Name; UID ;ROLE\nAda;ada;Admin\n')
    expect(rows).toEqual([
      { row: 2, uid: 'ada', values: { uid: 'ada', name: 'Ada', role: 'Admin' } },
    ])
    expect(ignored).toEqual([])
  })

  it('ignores columns that it does not know, and says which', () => {
    const { rows, ignored } = read('csv', 'id,uid,name,joined,__proto__\n7,ada,Ada,2026,x\n')
    expect(rows).toEqual([{ row: 2, uid: 'ada', values: { uid: 'ada', name: 'Ada' } }])
    expect(ignored).toEqual(['id', 'joined', '__proto__'])
  })

  it('removes the apostrophe that an export has added, but not from a password', () => {
    const { rows } = read('csv', "uid,name,password\n'@ada,'=1,'=secret\nbo,'t Hooft,x\n")
    expect(rows).toMatchObject([
      { uid: '@ada', values: { uid: '@ada', name: '=1', password: "'=secret" } },
      { uid: 'bo', values: { name: "'t Hooft" } },
    ])
  })

  it('trims cells, but not passwords', () => {
    const { rows } = read('csv', "uid, name, email, password\nada , Ada ,'@b.example\t, secret \n")
    expect(rows).toEqual([
      {
        row: 2,
        uid: 'ada',
        values: { uid: 'ada', name: 'Ada', email: '@b.example', password: ' secret ' },
      },
    ])
  })

  it('takes missing cells at the end for empty ones', () => {
    const { rows } = read('csv', 'uid,name,email,role\nmika,Mika,m@x.example\nbob,Bob\neve\n')
    expect(rows.map(row => 'values' in row && row.values)).toEqual([
      { uid: 'mika', name: 'Mika', email: 'm@x.example', role: '' },
      { uid: 'bob', name: 'Bob', email: '', role: '' },
      { uid: 'eve', name: '', email: '', role: '' },
    ])
  })

  it('leaves blanks beside quotes out, even of a password', () => {
    const { rows } = read('csv', 'uid, "name", "password"\nmika, "Test, Mika", " secret "\n')
    const values = { uid: 'mika', name: 'Test, Mika', password: ' secret ' }
    expect(rows).toEqual([{ row: 2, uid: 'mika', values }])
  })

  it('refuses a row with more cells than the header', () => {
    const { rows } = read('csv', 'uid,name\nada,Lovelace, Ada\neve,Eve,\nbo,Bo\n')
    const refused = (message: string) => ({
      refused: { code: 'uneven_row', errors: [{ path: '', message }] },
    })
    expect(rows).toMatchObject([
      { row: 2, uid: 'ada', ...refused('The header has 2 cells, but this row has 3.') },
      { row: 3, uid: 'eve', ...refused('The header has 2 cells, but this row has 3.') },
      { row: 4, values: { uid: 'bo' } },
    ])
  })

  it('refuses a uid that an earlier row has, in any case', () => {
    const { rows } = read('csv', 'uid,name\nada,Ada\n,Nobody\nADA,Ada\n,Nobody\nada,Ada\n')
    const message = (uid: string) =>
      `The user ID ${uid} is already in row 2; case makes no difference.`
    expect(rows.filter(row => 'values' in row).map(({ row }) => row)).toEqual([2, 3, 5])
    expect(rows.filter(row => 'refused' in row)).toEqual(
      [
        [4, 'ADA'],
        [6, 'ada'],
      ].map(([row, uid]) => ({
        row,
        uid,
        refused: {
          code: 'uid_repeated',
          errors: [{ path: 'uid', message: message(String(uid)) }],
        },
      })),
    )
  })

  it.each([
    ['no header', '', 'The first row must name the columns'],
    ['a header without a uid', 'name,email\nAda,a@b.example\n', 'The first row must name'],
    ['a header without a name', 'uid\nada\n', 'The first row must name the columns'],
    ['a column twice', 'uid,name,Uid\na,b,c\n', 'The first row names the column uid twice.'],
  ])('refuses %s', (_, file, message) => {
    expect(() => read('csv', file)).toThrow(message)
  })
})

describe('RowReader of JSON', () => {
  it('reads the keys that it knows, as they are', () => {
    const file = '[{"uid":"\'@ada","name":"Ada","id":7,"__proto__":{"role":"Admin"}},{"uid":7}]'
    const { rows, ignored } = read('json', file)
    expect(rows).toEqual([
      { row: 1, uid: "'@ada", values: { uid: "'@ada", name: 'Ada' } },
      { row: 2, uid: '', values: { uid: 7 } },
    ])
    expect(ignored).toEqual(['id', '__proto__'])
  })

  it('names no more than twenty ignored columns', () => {
    const columns = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`x${i}`, i]))
    expect(read('json', JSON.stringify([columns])).ignored).toHaveLength(20)
  })
})
