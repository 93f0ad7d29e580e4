import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../../e2e/fixtures/sign-in.ts'
import { addViewer, PASSWORD, startStore } from '../../../e2e/fixtures/store.ts'
import { importFile, newUid } from './import.fixture.ts'

const client = { address: '192.0.2.7', agent: 'test', origin: '' }

describe.each(engines)('importUsers with password hashes on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ uid: 'boss', role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())
  afterEach(() => {
    vi.restoreAllMocks()
  })

  const run = (file: string) => importFile(admin, file)

  it('keeps a password from elsewhere, however short, and replaces its hash at the first sign-in', async () => {
    const [a, b] = [newUid(), newUid()]
    const hash = 'pbkdf2:sha256:1000$LDFAZQQ0EQ$'
    const werkzeug = `${hash}bf2416a5233aa1b5beb6901e049cbde8b713ef4cc052ffb4e4ba3bebc0ad0530`
    const bcrypt = '$2b$04$lns..sokVBsioHCGlweT..pXNhSdOZStZFjddylZREV0nWhR5u2q2'
    const file = `uid,name,PasswordHash\n${a},Ada,${werkzeug}\n${b},Bo,${bcrypt}\n`
    expect((await run(file)).created).toBe(2)
    const hashOf = async (uid: string) =>
      (await db().password.findFirst({ where: { user: { uid } } }))?.hash
    expect([await hashOf(a), await hashOf(b)]).toEqual([werkzeug, bcrypt])
    const wrong = signInByCookie({ uid: a, password: '123Niko' }, client)
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(await hashOf(a)).toBe(werkzeug)
    for (const attempt of ['first', 'second']) {
      expect(
        (await signInByCookie({ uid: a, password: '123niko' }, client)).user.uid,
        attempt,
      ).toBe(a)
      expect(await hashOf(a)).toMatch(/^\$2b\$04\$/)
    }
    expect((await signInByCookie({ uid: b, password: '123sample' }, client)).user.uid).toBe(b)
    expect(await hashOf(b)).toBe(bcrypt)
    expect((await run(file)).skipped).toBe(2)
    expect(await hashOf(a)).toMatch(/^\$2b\$04\$/)
  })

  it('writes fifty at a time: one by one they would take the event loop for seconds', async () => {
    const hash = '$2b$04$lns..sokVBsioHCGlweT..pXNhSdOZStZFjddylZREV0nWhR5u2q2'
    const rows = Array.from({ length: 100 }, () => `${newUid()},Ada,${hash}`)
    const written = vi.spyOn(db(), '$transaction')
    expect((await run(`uid,name,passwordHash\n${rows.join('\n')}\n`)).created).toBe(100)
    expect(written).toHaveBeenCalledTimes(2)
    expect(await db().password.count({ where: { hash } })).toBeGreaterThanOrEqual(100)
  })

  it('refuses an unknown hash, or one beside a password, and does not repeat it', async () => {
    const uid = newUid()
    const rows = [
      ['sha256$salt$9c76dfb8', ''],
      ['$2b$16$lns..sokVBsioHCGlweT..pXNhSdOZStZFjddylZREV0nWhR5u2q2', ''],
      ['$2b$04$lns..sokVBsioHCGlweT..pXNhSdOZStZFjddylZREV0nWhR5u2q2', PASSWORD],
    ]
    for (const [hash = '', password = ''] of rows) {
      const { failed, ...outcome } = await run(
        `uid,name,passwordHash,password\n${uid},Ada,${hash},${password}\n`,
      )
      expect(failed).toBe(1)
      expect(outcome.rows[0]).toMatchObject({ errors: [{ path: 'passwordHash' }] })
      expect(JSON.stringify(outcome)).not.toContain(hash.slice(-8))
    }
    expect(await db().user.findFirst({ where: { uid } })).toBeNull()
  })
})
