import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeSessionRow, makeUserRow } from '../../e2e/fixtures/rows.ts'
import { engines, type Scratch, startScratch } from '../../e2e/fixtures/scratch.ts'
import { connectDatabase } from './connection.ts'
import type { Connection } from './connection-type.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe.each(engines)('reading a session on %s', engine => {
  let scratch: Scratch
  let connection: Connection

  beforeAll(async () => {
    scratch = await startScratch(engine)
    connection = connectDatabase(await scratch.createMigrated())
  })
  afterAll(async () => {
    await connection.close()
    await scratch.stop()
  })

  async function createSession(uid: string, changes?: Parameters<typeof makeSessionRow>[0]) {
    const session = makeSessionRow(changes)
    const user = await connection.client.user.create({
      data: { ...makeUserRow(uid), sessions: { create: session } },
    })
    return { session, user }
  }

  test('returns the session and its user in one flat row', async () => {
    const { session, user } = await createSession('toby')
    expect(await connection.readSession(session.id)).toEqual({
      sessionId: session.id,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      expiresAt: session.expiresAt,
      revokedAt: null,
      address: '192.0.2.1',
      userId: user.id,
      uid: 'toby',
      name: 'toby',
      role: 'User',
      email: null,
      verifiedEmailKey: null,
      dob: null,
      disabled: false,
      userCreatedAt: user.createdAt,
      lastSignInAt: new Date(0),
      avatarKey: null,
      provenAt: session.provenAt,
      jkt: null,
      clientId: '',
      scope: '',
      amr: 'pwd',
      proofs: '',
      origin: session.origin,
    })
  })

  test('returns optional values where they are set', async () => {
    const revokedAt = new Date('2026-02-03T04:05:06.700Z')
    const { session, user } = await createSession('niko', { revokedAt })
    const lastSignInAt = new Date('2026-02-03T04:05:06.000Z')
    const data = {
      email: 'n@example.org',
      dob: '1856-07-10',
      disabled: true,
      role: 'Admin',
      lastSignInAt,
      avatarKey: 'abc',
    }
    await connection.client.user.update({ where: { id: user.id }, data })
    const bound = {
      jkt: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
      clientId: 'https://app.example',
      scope: 'openid email',
      amr: 'pwd otp',
      proofs: '{"pwd":"2026-02-03T04:05:06.000Z"}',
    }
    await connection.client.session.update({ where: { id: session.id }, data: bound })
    expect(await connection.readSession(session.id)).toMatchObject({
      ...data,
      ...bound,
      revokedAt,
    })
  })

  test('returns null for any id that names no session', async () => {
    for (const id of ['', 'none', "' OR 1=1 --", '\u{1F511}', 'x'.repeat(5_000)]) {
      expect(await connection.readSession(id)).toBeNull()
    }
  })

  test('sees at once what Prisma has written', async () => {
    const { session } = await createSession('lex')
    const where = { id: session.id }
    expect((await connection.readSession(session.id))?.revokedAt).toBeNull()

    const revokedAt = new Date()
    await connection.client.session.update({ where, data: { revokedAt } })
    expect((await connection.readSession(session.id))?.revokedAt).toEqual(revokedAt)

    await connection.client.session.delete({ where })
    expect(await connection.readSession(session.id)).toBeNull()
  })

  test('reads moments as Prisma does, in any time zone of the server', async () => {
    const { session } = await createSession('hop')
    vi.stubEnv('TZ', 'America/New_York')
    const { createdAt, lastSeenAt, expiresAt } = session
    const read = await connection.readSession(session.id)
    expect(read).toMatchObject({ createdAt, lastSeenAt, expiresAt })
  })
})
