import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import {
  addClient,
  makeAuthorizationQuery,
  makeCookieHeaders,
} from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { answerConsent } from './answer-consent.ts'
import { authorize } from './authorize.ts'

describe.each(engines)('answerConsent on %s', engine => {
  let stop: () => Promise<void>
  let asking: string
  beforeAll(async () => {
    stop = await startStore(engine)
    asking = await addClient({ consent: true })
  }, 60_000)
  afterAll(() => stop())

  const findScope = async ({ id }: Viewer, clientId = asking) =>
    (await db().consent.findFirst({ where: { userId: id, clientId } }))?.scope ?? null
  const allow = (viewer: Viewer, scope: string, clientId = asking) =>
    answerConsent(viewer, `/authorize?${makeAuthorizationQuery(clientId, { scope })}`, 'allowed')
  const open = async (path: string, viewer: Viewer) => {
    const { searchParams } = new URL(path, 'http://own.invalid')
    const answer = await authorize(searchParams, await makeCookieHeaders(viewer))
    return answer.headers.get('location') ?? ''
  }

  it('remembers all that was allowed, of what the client may have', async () => {
    const viewer = await addViewer()
    await allow(viewer, 'openid email unknown')
    expect(await findScope(viewer)).toBe('openid email')
    await allow(viewer, 'openid profile')
    expect(await findScope(viewer)).toBe('openid email profile')
    const events = await db().auditEvent.findMany({
      where: { action: 'consent_give', actorId: viewer.id },
      select: { result: true, targetUid: true },
    })
    expect(events).toEqual([1, 2].map(() => ({ result: 'ok', targetUid: asking })))
  })

  it('remembers nothing of a client that asks each time, or of a refusal', async () => {
    const viewer = await addViewer()
    const native = await addClient({ returnAddresses: 'com.example.app:/cb' })
    const query = makeAuthorizationQuery(native, { redirect_uri: 'com.example.app:/cb' })
    const path = await answerConsent(viewer, `/authorize?${query}`, 'allowed')
    expect(await open(path, viewer)).toContain('code=')
    expect(await findScope(viewer, native)).toBeNull()
    const refused = `/authorize?${makeAuthorizationQuery(asking)}`
    expect(await open(await answerConsent(viewer, refused, 'refused'), viewer)).toContain(
      'error=access_denied',
    )
    expect(await findScope(viewer)).toBeNull()
  })

  it('counts for the same request in the same session alone', async () => {
    const [viewer, other] = [await addViewer(), await addViewer()]
    const path = await allow(viewer, 'openid')
    await db().consent.deleteMany({ where: { userId: viewer.id } })
    expect(await open(path, viewer)).toContain('code=')
    expect(await open(path, other)).toMatch(/^\/consent/)
    expect(await open(path.replace('scope=openid', 'scope=openid+email'), viewer)).toMatch(
      /^\/consent/,
    )
  })

  it('leads on where there is nothing to answer', async () => {
    const next = `/authorize?${makeAuthorizationQuery('https://evil.example')}`
    expect(await answerConsent(await addViewer(), next, 'allowed')).toBe(next)
  })
})
