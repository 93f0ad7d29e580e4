import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { NewOrigin } from '#lib/origins/schema.ts'
import { addOrigin } from '#lib/origins/store.ts'
import { deleteUser } from '#lib/users/edit.ts'
import { addClient, addCode, askForTokens, signInAtClient } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { listApps, withdrawAccess } from './apps.ts'

const PAGES = 'https://pages.example.net'

describe.each(engines)('applications with access on %s', engine => {
  let stop: () => Promise<void>
  let viewer: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    const admin = await addViewer({ role: 'Admin' })
    await addOrigin(admin, NewOrigin.parse({ origin: PAGES }))
  })
  afterAll(() => stop())

  const allow = (who: Viewer, clientId: string, scope = 'openid') =>
    db().consent.create({
      data: { userId: who.id, clientId, scope, createdAt: new Date('2026-01-01') },
    })

  test('those that were allowed, and all with a valid session', async () => {
    viewer = await addViewer()
    const [wiki, shop, none] = [
      await addClient({ name: 'Wiki' }),
      await addClient({ name: 'Shop' }),
      await addClient({ name: 'None' }),
    ]
    await allow(viewer, wiki, 'openid email')
    await signInAtClient(viewer, wiki, { scope: 'openid profile' })
    await allow(viewer, shop)
    await signInAtClient(viewer, PAGES, { address: PAGES, scope: 'openid' })
    await allow(await addViewer(), none)
    expect(await listApps(viewer)).toEqual([
      {
        client_id: PAGES,
        kind: 'origin',
        name: 'pages.example.net',
        logo: null,
        scopes: ['openid'],
        since: expect.any(String),
        lastUsed: expect.any(String),
        sessions: 1,
      },
      {
        client_id: shop,
        kind: 'application',
        name: 'Shop',
        logo: null,
        scopes: ['openid'],
        since: '2026-01-01T00:00:00.000Z',
        lastUsed: null,
        sessions: 0,
      },
      {
        client_id: wiki,
        kind: 'application',
        name: 'Wiki',
        logo: null,
        scopes: ['openid', 'email', 'profile'],
        since: '2026-01-01T00:00:00.000Z',
        lastUsed: expect.any(String),
        sessions: 1,
      },
    ])
  })

  test('one whose access is withdrawn has no session, no code and no consent', async () => {
    viewer = await addViewer()
    const other = await addViewer()
    const id = await addClient()
    const tokens = await signInAtClient(viewer, id)
    const kept = await signInAtClient(other, id)
    const { code, verifier } = await addCode(viewer, id)
    await allow(viewer, id)
    await allow(other, id)
    await withdrawAccess(viewer, id)
    expect(await listApps(viewer)).toEqual([])
    const refresh = (refresh_token: string) =>
      askForTokens({ grant_type: 'refresh_token', refresh_token, client_id: id })
    await expect(refresh(tokens.refresh_token)).rejects.toMatchObject({ code: 'invalid_grant' })
    const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier }
    await expect(askForTokens({ ...exchange, client_id: id })).rejects.toMatchObject({
      code: 'invalid_grant',
    })
    expect(await listApps(other)).toHaveLength(1)
    expect(await refresh(kept.refresh_token)).toHaveProperty('access_token')
    const events = await db().auditEvent.findMany({ where: { action: 'consent_withdraw' } })
    expect(events.map(({ actorUid, targetUid, detail }) => [actorUid, targetUid, detail])).toEqual([
      [viewer.uid, id, '{"scope":"openid profile email"}'],
    ])
    await expect(withdrawAccess(viewer, id)).rejects.toMatchObject({
      status: 404,
      code: 'unknown_client',
    })
  })

  test('a user who is deleted takes consents, codes and sessions along', async () => {
    viewer = await addViewer()
    const id = await addClient()
    await allow(viewer, id)
    await signInAtClient(viewer, id)
    await addCode(viewer, id)
    await deleteUser(viewer, { id: viewer.id })
    expect(await db().consent.count({ where: { clientId: id } })).toBe(0)
    expect(await db().authorizationCode.count({ where: { clientId: id } })).toBe(0)
    expect(await db().session.count({ where: { clientId: id } })).toBe(0)
  })
})
