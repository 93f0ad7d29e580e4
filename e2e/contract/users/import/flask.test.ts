import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runScript, startChild } from '../../../fixtures/child.ts'
import { bearer, postJson, send } from '../../../fixtures/client.ts'
import { executeSql, selectOne } from '../../../fixtures/database.ts'
import { expectProblem } from '../../../fixtures/expectations.ts'
import { writeFlaskDatabase } from '../../../fixtures/flask/database.ts'
import { PASSWORDS } from '../../../fixtures/flask/passwords.ts'
import { type Host, SECRET_KEY } from '../../../fixtures/host.ts'
import { makeImage } from '../../../fixtures/images.ts'
import { makeUid, signIn } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-flask-'))
const CROWD = Array.from({ length: 16 }, (_, i) => `crowd${i}`)
const EVERYBODY = [...Object.keys(PASSWORDS), ...CROWD]
const TAKEN = `"uid" IN (${EVERYBODY.map(uid => `'${uid}'`).join()})`

const ARGV = ['bin/latchkey.mjs', 'import', 'flask', '--db', join(folder, 'sqlite.db')]
const OPTIONS = [
  '--uploads',
  folder,
  '--role',
  'Teacher=Editor',
  '--role',
  'Student=User',
  '--json',
]

const settings = (host: Host) => ({
  SECRET_KEY,
  DATABASE_URL: host.databaseUrl,
  ROLES: 'User,Editor,Admin',
  PUBLIC_URL: `http://localhost:${host.port}`,
})
const count = async (host: Host, sql: string) =>
  Number((await selectOne<{ n: number }>(host, `SELECT count(*) AS n FROM ${sql}`)).n)
const hashOf = async (host: Host, uid: string) =>
  (
    await selectOne<{ hash: string }>(
      host,
      `SELECT "hash" FROM "Password" JOIN "User" ON "id" = "userId" WHERE "uid" = '${uid}'`,
    )
  ).hash

beforeAll(async () => {
  // Those of the crowd have large pictures, so that there is a middle of the import to be killed in.
  const crowd = CROWD.map(
    (uid, i) => `INSERT INTO users (id, _name, _uid, _email, _password, _role, _pfp)
      SELECT ${100 + i}, 'One of many', '${uid}', '?', _password, 'User', 'me.png' FROM users WHERE id = 2;`,
  )
  writeFlaskDatabase(folder, `DELETE FROM users WHERE id > 11; ${crowd.join('\n')}`)
  const picture = await makeImage('png', { width: 2500, height: 2500 })
  for (const uid of ['toby', ...CROWD]) mkdirSync(join(folder, uid))
  writeFileSync(join(folder, 'toby', 'toby.png'), await makeImage('png'))
  for (const uid of CROWD) writeFileSync(join(folder, uid, 'me.png'), picture)
})
afterAll(() => rmSync(folder, { recursive: true }))

const host = await requestHost()

describe('people of the Flask tutorial backend', () => {
  afterAll(() => executeSql(host, `DELETE FROM "User" WHERE ${TAKEN}`))
  const headers = [bearer(host.adminToken)]
  const runImport = () => runScript([...ARGV, ...OPTIONS], settings(host))

  it('come whole or not at all when the import is killed, and the next one brings the others', async () => {
    const some = async () => (await count(host, `"User" WHERE ${TAKEN}`)) > 11
    const child = await startChild([...ARGV, ...OPTIONS], settings(host), some)
    process.kill(child.pid, 'SIGKILL')
    await child.stop()
    expect(child.output()).toBe('')
    const there = await count(host, `"User" WHERE ${TAKEN}`)
    expect(there).toBeLessThan(EVERYBODY.length)
    const whole = `"User" u JOIN "Password" p ON p."userId" = u."id" WHERE ${TAKEN}`
    expect(await count(host, whole)).toBe(there)
    const pictures = `"Avatar" a JOIN "User" u ON u."id" = a."userId" WHERE ${TAKEN} AND "avatarKey" IS NOT NULL`
    expect(await count(host, pictures)).toBe(there - 9)
    const { created, skipped, failed } = JSON.parse(await runImport())
    expect({ created, skipped, failed }).toEqual({
      created: EVERYBODY.length - there,
      skipped: there,
      failed: 0,
    })
    expect(await count(host, whole)).toBe(EVERYBODY.length)
    expect(await count(host, pictures)).toBe(CROWD.length + 2)
  })

  it.each(Object.entries(PASSWORDS))(
    '200: %s signs in as ever, and the hash becomes ours',
    async (uid, password) => {
      const before = await hashOf(host, uid)
      expect(before).toMatch(/^(pbkdf2|scrypt)[:$]/)
      await signIn(host, { uid, password })
      const after = await hashOf(host, uid)
      expect(after).toMatch(/^\$2b\$04\$/)
      await signIn(host, { uid, password })
      expect(await hashOf(host, uid)).toBe(after)
    },
  )

  it('401: a wrong password, before the first sign-in and after it, alike', async () => {
    for (const [uid, password] of [
      ['crowd0', '123Niko'],
      ['crowd0', ''],
      ['lex', '123niko'],
      ['nobody', 'x'],
    ]) {
      const refused = await postJson(host, '/api/authenticate', { uid, password })
      expectProblem(refused, 401, 'Invalid user id or password')
    }
    expect(await hashOf(host, 'crowd0')).toMatch(/^pbkdf2:/)
  })

  it('200: their role, their picture and what the old backend knew of them', async () => {
    const find = async (uid: string) =>
      (await send(host, { path: `/api/users/${uid}`, headers })).json<{ pfp: string }>()
    const toby = await find('toby')
    expect(toby).toMatchObject({
      name: 'Thomas Edison',
      role: 'Admin',
      dob: '1847-02-11',
      email: null,
    })
    const picture = await send(host, { path: toby.pfp })
    expect([picture.status, picture.one('content-type')]).toEqual([200, 'image/webp'])
    expect(await find('whit')).toMatchObject({ role: 'Editor', email: null, dob: null })
  })

  it('201: a hash that a sign-up brings is not looked at', async () => {
    const [uid, password] = [makeUid(), 'nanosecond-30cm']
    const input = { uid, name: 'Ada', password, passwordHash: await hashOf(host, 'crowd0') }
    expect((await postJson(host, '/api/users', input)).status).toBe(201)
    await signIn(host, { uid, password })
  })
})
