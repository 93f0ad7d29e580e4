import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../../e2e/fixtures/sign-in.ts'
import { addViewer, PASSWORD, startStore } from '../../../e2e/fixtures/store.ts'
import { listUsers } from '../list.ts'
import { UserQuery } from '../schema.ts'
import { findStored, importFile, newUid } from './import.fixture.ts'
import { importUsers } from './import.ts'
import { readAllRows } from './rows.fixture.ts'

const client = { address: '192.0.2.7', agent: 'test', origin: '' }

describe.each(engines)('importUsers on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ uid: 'boss', role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())

  const run = (file: string, dryRun = false) => importFile(admin, file, dryRun)
  const found = async (q: string) =>
    (await listUsers(admin, UserQuery.parse({ q }))).users.map(({ uid }) => uid)

  it('creates users with everything that the file says, and searches find them', async () => {
    const [a, b] = [newUid(), newUid()]
    const file = `uid,name,email,dob,role,disabled\n${a},Zoë Æsop,Z@x.example,02-03-2001,Admin,TRUE\n${b}, Bo Li ,,,,\n`
    expect(await run(file)).toEqual({
      created: 2,
      skipped: 0,
      failed: 0,
      rows: [
        { row: 2, uid: a, result: 'created' },
        { row: 3, uid: b, result: 'created' },
      ],
    })
    const version = expect.any(String)
    const given = { email: 'Z@x.example', dob: '2001-02-03', role: 'Admin', disabled: true }
    expect(await findStored(a)).toEqual({ name: 'Zoë Æsop', ...given, version })
    const none = { email: null, dob: null, role: 'User', disabled: false }
    expect(await findStored(b)).toEqual({ name: 'Bo Li', ...none, version })
    expect((await findStored(a))?.version).not.toBe((await findStored(b))?.version)
    for (const q of ['zoe', 'aesop', 'æsop', 'z@x.ex', a]) {
      expect((await found(q)).includes(a), q).toBe(q !== 'aesop')
    }
    const hidden = await db().searchTerm.findMany({ where: { hidden: true, user: { uid: a } } })
    expect(hidden.map(({ term }) => term)).toEqual(['z@x.example'])
  })

  it('writes nothing in a dry run, and gives the same results', async () => {
    const uid = newUid()
    const file = `uid,name\n${uid},Ada\nboss,Other\nx,Too Short\n`
    const { rows: judged, ...counts } = await run(file, true)
    expect(counts).toEqual({ created: 1, skipped: 0, failed: 2 })
    expect(await findStored(uid)).toBeNull()
    expect((await run(file)).rows).toEqual(judged)
    expect(await findStored(uid)).not.toBeNull()
  })

  it('says why a row is refused, leaves nothing of it behind, and goes on with the others', async () => {
    const [a, b, c] = [newUid(), newUid(), newUid()]
    const file = `uid,name,email,disabled\n${a},<b>,nowhere,perhaps\n${b},Bo,,\n${b},Bo,,\n${c},Li,,,\n`
    const { rows, ...counts } = await run(file)
    expect(counts).toEqual({ created: 1, skipped: 0, failed: 3 })
    expect(rows.map(({ code }) => code)).toEqual([
      'invalid_input',
      undefined,
      'uid_repeated',
      'uneven_row',
    ])
    expect(rows[0]?.errors?.map(({ path }) => path)).toEqual(['name', 'email', 'disabled'])
    expect([await findStored(a), await findStored(c)]).toEqual([null, null])
  })

  it.each([
    ['TRUE', true],
    ['WAHR', true],
    ['ja', true],
    ['x', true],
    ['X', true],
    ['1', true],
    ['Yes', true],
    ['VRAI', true],
    ['FALSCH', false],
    ['nein', false],
    ['0', false],
    ['', false],
  ])('reads disabled: %j', async (word, disabled) => {
    const uid = newUid()
    expect((await run(`uid;name;disabled\n${uid};Ada;${word}\n`)).created).toBe(1)
    expect(await findStored(uid)).toMatchObject({ disabled })
  })

  it('names the words for true and false where it knows none', async () => {
    const { rows } = await run(`uid,name,disabled\n${newUid()},Ada,vielleicht\n`)
    expect(rows[0]?.errors?.[0]?.message).toMatch(/^disabled must be .* wahr, ja, .* falsch, nein/)
  })

  it('refuses the hash of a password that is named a password, and points to passwordHash', async () => {
    const hash = `pbkdf2:sha256:1000$saltsalt$${'0123456789abcdef'.repeat(4)}`
    const hashes = [
      hash,
      `$2b$12$${'a'.repeat(53)}`,
      'scrypt:32768:8:1$salt$00',
      '$argon2id$v=19$x',
    ]
    for (const password of hashes) {
      const user = { uid: newUid(), name: 'Ada', password }
      for (const rows of [
        readAllRows(JSON.stringify([user]), 'json'),
        readAllRows(JSON.stringify(user), 'json'),
        readAllRows(`uid;name;password\n${user.uid};Ada;${password}\n`),
      ]) {
        const { failed, rows: results } = await importUsers(admin, rows, false)
        expect(failed).toBe(1)
        const errors = [{ path: 'password', message: expect.stringContaining('passwordHash') }]
        expect(results[0]).toMatchObject({ code: 'invalid_input', errors })
        expect(await findStored(user.uid)).toBeNull()
      }
    }
    const kept = { uid: newUid(), name: 'Ada', passwordHash: hash }
    const rows = readAllRows(JSON.stringify([kept]), 'json')
    expect((await importUsers(admin, rows, false)).created).toBe(1)
  })

  it('skips a user who exists as the row says, and refuses one who differs', async () => {
    const uid = newUid()
    const file = `uid,name,email,role\n${uid},Ada,a@b.example,\n`
    await run(file)
    expect(await run(file)).toMatchObject({
      skipped: 1,
      rows: [{ result: 'skipped', code: 'already_there' }],
    })
    const before = await findStored(uid)
    const other = await run(`uid,name,email,role\n${uid.toUpperCase()},Eve,,Admin\n`)
    const message = `The user ${uid} already exists, with another spelling of the user ID, name, e-mail address, and role.`
    expect(other.rows[0]).toMatchObject({ code: 'uid_taken', errors: [{ path: 'uid', message }] })
    expect(await findStored(uid)).toEqual(before)
  })

  it('lets a user with a password sign in, and nobody without one', async () => {
    const [a, b] = [newUid(), newUid()]
    const file = `uid,name,password\n${a},Ada,${PASSWORD}\n${b},Bo,\n`
    expect((await run(file)).created).toBe(2)
    expect((await signInByCookie({ uid: a, password: PASSWORD }, client)).user.uid).toBe(a)
    for (const password of [PASSWORD, '', 'null']) {
      const refused = signInByCookie({ uid: b, password }, client)
      await expect(refused).rejects.toMatchObject({ code: 'invalid_credentials' })
    }
    expect((await run(file)).skipped).toBe(2)
  })

  it('creates every user once when two imports of one file run at once', async () => {
    const uids = Array.from({ length: 250 }, newUid)
    const file = `uid,name,password\n${uids.map((uid, i) => `${uid},Ada,${i % 50 ? '' : PASSWORD}`).join('\n')}`
    const both = await Promise.all([run(file), run(file)])
    expect(both.map(({ failed }) => failed)).toEqual([0, 0])
    expect(both[0].created + both[1].created).toBe(250)
    const where = { uid: { in: uids } }
    expect(await db().user.count({ where })).toBe(250)
    expect(await db().searchTerm.count({ where: { user: where } })).toBe(500)
    expect(await db().password.count({ where: { user: where } })).toBe(5)
  }, 60_000)

  it('imports a batch of names with as many words as a name may have', async () => {
    const name = Array(50).fill('a').join(' ')
    const uids = Array.from({ length: 50 }, newUid)
    const { created } = await run(`uid,name\n${uids.map(uid => `${uid},${name}`).join('\n')}`)
    expect(created).toBe(50)
    expect(await found(name)).toHaveLength(50)
  })
})
