import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import { createPasswordReset, spendPasswordReset } from '#lib/users/password-reset.ts'
import type { UserChanges } from '#lib/users/schema.ts'
import { findUser, type StoredUser } from '#lib/users/store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { signAccessToken } from './access-token.ts'
import { startBySession } from './bearer-session.ts'
import { endEverySession, endOwnSession, endSession, endSessions } from './end-sessions.ts'
import { type OpenSession, openSession } from './open-session.ts'
import { refreshSession } from './refresh.ts'
import { hashRefreshToken } from './refresh-token.ts'
import { revokeToken } from './revoke-token.ts'
import { findSession, signSessionToken } from './session.ts'

const address = '192.0.2.1'
const client = { address, agent: 'test', origin: '' }
/** No OAuth client. */
const byNobody = async () => ''
const TERMS = { address, jkt: null, authenticate: byNobody }
const NEW_PASSWORD = 'another horse battery'

/** What a test ends: a session by bearer tokens, because that can end in every way. */
type Parent = { user: StoredUser; session: OpenSession; viewer: Viewer }

describe.each(engines)('a session that came of another one, on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())

  const findViewer = async (token: string) =>
    (await findSession(new Headers({ Authorization: `Bearer ${token}` }))).viewer

  async function startParent(): Promise<Parent> {
    const user = await findUser({ id: (await addUser()).id })
    const session = (await openSession(user, client, { kind: 'bearer' })) as OpenSession
    const viewer = await findViewer(await signSessionToken(user, session))
    return { user, session, viewer: viewer as Viewer }
  }

  const change = (changes: UserChanges) => async (parent: Parent) => {
    await updateUser(admin, { id: parent.user.id }, changes, null)
  }
  const viewElsewhere = async ({ user }: Parent) => (await signInViewer(user)).viewer

  it.each<[string, (parent: Parent) => Promise<unknown>]>([
    ['signs out', ({ viewer }) => endOwnSession(viewer)],
    ['is ended', ({ viewer }) => endSession(viewer, viewer.sessionId)],
    ['is ended with all others', async parent => endSessions(await viewElsewhere(parent))],
    [
      'is ended by an administrator',
      ({ user, viewer }) => endSession(admin, viewer.sessionId, user),
    ],
    ['is ended by an administrator with all', ({ user }) => endSessions(admin, user.id)],
    ['is ended with those of everybody', () => endEverySession(admin)],
    [
      'is ended by a new password, elsewhere',
      async parent => {
        const changes = { password: NEW_PASSWORD, currentPassword: PASSWORD }
        await updateUser(await viewElsewhere(parent), { id: parent.user.id }, changes, null)
      },
    ],
    ['is ended by a password of an administrator', change({ password: NEW_PASSWORD })],
    [
      'is ended by a link for a new password',
      async ({ user }) => {
        const { url } = await createPasswordReset(admin, { id: user.id })
        await spendPasswordReset({ token: url.split('#')[1] ?? '' }, NEW_PASSWORD, address)
      },
    ],
    ['is ended by another role', change({ role: 'Admin' })],
    [
      'is ended by another uid',
      async ({ user }) =>
        updateUser(admin, { id: user.id }, { uid: `renamed-${user.id}-${engine}` }, null),
    ],
    ['is of a disabled user', change({ disabled: true })],
    ['is of a deleted user', ({ user }) => deleteUser(admin, { id: user.id })],
    ['has its refresh token used twice', replay],
    [
      'has its token revoked',
      async ({ user, session }) => revokeToken(await signSessionToken(user, session), byNobody),
    ],
    [
      'has its refresh token revoked',
      ({ session }) => revokeToken(session.refreshToken ?? '', byNobody),
    ],
    [
      'has its access token revoked',
      async parent => revokeToken(await signAccess(parent), byNobody),
    ],
    [
      'is replaced by a sign-in in the same browser',
      async ({ user, session }) => {
        const terms = { kind: 'cookie', replaces: session.sessionId } as const
        await openSession(await findUser({ id: user.id }), client, terms)
      },
    ],
  ])('ends when the other one %s', async (_, end) => {
    const parent = await startParent()
    const tokens = await startBySession(parent.viewer, client)
    expect(await findViewer(tokens.access_token)).toMatchObject({ id: parent.user.id })
    await end(parent)
    expect(await findViewer(tokens.access_token)).toBeNull()
    await expect(refreshSession(tokens.refresh_token, TERMS)).rejects.toMatchObject({
      code: 'invalid_grant',
    })
  })

  it('ends too when it began while the other one was being ended', async () => {
    const { viewer } = await startParent()
    const { access_token } = await startBySession(viewer, client)
    // As if `endOwnSession` had not seen it.
    await db().session.update({ where: { id: viewer.sessionId }, data: { revokedAt: new Date() } })
    expect(await findViewer(access_token)).toBeNull()
  })

  it('keeps the other one from expiring first', async () => {
    const { viewer } = await startParent()
    const id = viewer.sessionId
    const soon = new Date(Date.now() + 60_000)
    await db().session.update({ where: { id }, data: { expiresAt: soon } })
    await startBySession(viewer, client)
    const { expiresAt } = await db().session.findUniqueOrThrow({ where: { id } })
    const child = await db().session.findFirstOrThrow({ where: { parentId: id } })
    expect(expiresAt).toEqual(child.expiresAt)
  })

  it('leaves the other one alone when it ends itself', async () => {
    const { viewer } = await startParent()
    const tokens = await startBySession(viewer, client)
    await revokeToken(tokens.access_token, byNobody)
    expect(await findViewer(tokens.access_token)).toBeNull()
    const { revokedAt } = await db().session.findUniqueOrThrow({ where: { id: viewer.sessionId } })
    expect(revokedAt).toBeNull()
  })

  async function replay({ session }: Parent): Promise<void> {
    const first = session.refreshToken ?? ''
    await refreshSession(first, TERMS)
    const usedAt = new Date(Date.now() - 10_001)
    await db().refreshToken.update({ where: { id: hashRefreshToken(first) }, data: { usedAt } })
    await refreshSession(first, TERMS).catch(() => {})
  }

  async function signAccess({ user, session }: Parent): Promise<string> {
    const { sessionId, expiresAt } = session
    const { id: userId, uid, role } = user
    return (await signAccessToken({ userId, uid, role, sessionId, expiresAt })).token
  }
})
