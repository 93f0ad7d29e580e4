import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { writeFlaskDatabase } from '../../../../e2e/fixtures/flask/database.ts'
import { makeScratchFolder } from '../../../../e2e/fixtures/scratch-folder.ts'
import { openFlaskDatabase } from './database.ts'

function read(file: string) {
  const { count, ignored, users, close } = openFlaskDatabase(file)
  const rows = [...users()]
  close()
  return { count, ignored, rows }
}

function databaseOf(sql: string): string {
  const file = join(makeScratchFolder(), 'sqlite.db')
  const database = new Database(file)
  database.exec(sql)
  database.close()
  return file
}

const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('openFlaskDatabase', () => {
  it('reads the users in the order of their ids, and leaves the file as it is', () => {
    const folder = makeScratchFolder()
    const file = writeFlaskDatabase(folder)
    const before = digestOf(file)
    const { count, ignored, rows } = read(file)
    expect([count, ignored]).toEqual([18, ['_car', 'kasm_server_needed']])
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1))
    expect(rows[0]).toEqual({
      row: 1,
      uid: 'toby',
      name: 'Thomas Edison',
      dob: '1847-02-11',
      role: 'Admin',
      email: '?',
      pfp: 'toby.png',
      active: null,
      password: expect.stringMatching(/^pbkdf2:sha256:260000\$/),
    })
    expect(digestOf(file)).toBe(before)
    expect(readdirSync(folder)).toEqual(['sqlite.db'])
  })

  it('reads days, even from columns with a time', () => {
    const file =
      databaseOf(`CREATE TABLE users (id INTEGER PRIMARY KEY, _name, _uid, _password, _dob);
      INSERT INTO users (_uid, _dob) VALUES ('a', '1847-02-11'), ('b', '1847-02-11 00:00:00.000000'),
        ('c', '1847-02-11 00:00:00'), ('d', '1847-02-11 07:30:00'), ('e', NULL)`)
    const day = '1847-02-11'
    const days = [day, day, day, `${day} 07:30:00`, null]
    expect(read(file).rows.map(({ dob }) => dob)).toEqual(days)
  })

  it('reads the columns that there are, under either name, and text of any type', () => {
    const file =
      databaseOf(`CREATE TABLE users (id INTEGER PRIMARY KEY, _name, uid, _password, "x""y");
      INSERT INTO users VALUES (7, 'Ada', 1021, x'00', 1), (3, NULL, 'bo', 'hash', 2)`)
    expect(read(file)).toEqual({
      count: 2,
      ignored: ['x"y'],
      rows: [
        {
          row: 3,
          uid: 'bo',
          name: null,
          password: 'hash',
          dob: null,
          role: null,
          email: null,
          pfp: null,
          active: null,
        },
        {
          row: 7,
          uid: '1021',
          name: 'Ada',
          password: null,
          dob: null,
          role: null,
          email: null,
          pfp: null,
          active: null,
        },
      ],
    })
  })

  it.each(['active', '_active', 'is_active'])('reads who is inactive from %s', column => {
    const file =
      databaseOf(`CREATE TABLE users (id, _name, _uid, _password, ${column}, last_verified);
      INSERT INTO users (_uid, ${column}) VALUES ('a', 1), ('b', 0), ('c', 'False'), ('d', NULL)`)
    const { rows, ignored } = read(file)
    expect(rows.map(({ active }) => active)).toEqual(['1', '0', 'False', null])
    expect(ignored).toEqual(['last_verified'])
  })

  it.each([
    ['no table of users', 'CREATE TABLE people (id)'],
    ['no passwords', 'CREATE TABLE users (id, _uid, _name)'],
  ])('refuses a database with %s', (_, sql) => {
    expect(() => openFlaskDatabase(databaseOf(sql))).toThrow('This file has no')
  })

  it('refuses a file that is not a database, and creates none', () => {
    const folder = makeScratchFolder()
    const text = join(folder, 'users.csv')
    writeFileSync(text, 'uid,name\n'.repeat(1000))
    for (const file of [text, join(folder, 'none.db'), folder]) {
      expect(() => openFlaskDatabase(file)).toThrow('cannot be read as an SQLite file')
    }
    expect(readdirSync(folder)).toEqual(['users.csv'])
  })
})
