import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { MAX_MORE_HEADERS } from '#lib/cors/header-names.ts'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { followOrigins } from './follow-origins.ts'
import { addHeader, listHeaders, NewHeader, removeHeader } from './headers.ts'
import { type Refusal, toRefusal } from './refusal-counter.ts'
import { listRefusals } from './refusal-list.ts'
import { recordRefusal, settleRefusals } from './refusals.ts'
import { NewOrigin } from './schema.ts'
import { addOrigin } from './store.ts'

const PAGES = 'https://pages.example.net'

/** The verdict on a preflight from `origin` that asks for `names`, and the refusal that it stands for. */
function ask(names: string, origin = PAGES) {
  const facts: Record<string, string> = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': names,
  }
  const request = { method: 'OPTIONS', path: '/api/id', header: (name: string) => facts[name] }
  const verdict = judgeRequest(readCorsPolicy(), request)
  return { reason: verdict.reason, refusal: toRefusal(verdict, request) as Refusal }
}

describe.each(engines)('allowed headers on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    env().corsHeaders = ['X-Pinned']
    admin = await addViewer({ role: 'Admin' })
    await addOrigin(admin, NewOrigin.parse({ origin: PAGES, mode: 'cookie' }))
  })
  afterAll(() => stop())

  const add = (name: string) => addHeader(admin, NewHeader.parse({ header: name }))
  const listed = async () =>
    (await listRefusals(admin, 100)).find(({ reason }) => reason === 'header_not_allowed')

  test('one that is added acts at once, on all allowed origins, until it is removed', async () => {
    expect(ask('X-Trace-Id').reason).toBe('header_not_allowed')
    expect(await add(' X-Trace-Id ')).toMatchObject({ header: 'x-trace-id', pinned: false })
    expect(ask('x-trace-id, x-pinned, content-type').reason).toBe(null)
    expect(await listHeaders(admin)).toMatchObject([
      { header: 'x-pinned', pinned: true, addedBy: null },
      { header: 'x-trace-id', pinned: false, addedBy: admin.uid },
    ])
    await removeHeader(admin, 'x-trace-id')
    expect(ask('x-trace-id').reason).toBe('header_not_allowed')
  })

  test('what another process writes takes effect at the next poll', async () => {
    const stopFollowing = await followOrigins()
    await db().allowedHeader.create({ data: { name: 'x-other', addedBy: 'admin' } })
    await expect.poll(() => ask('x-other').reason).toBe(null)
    await db().allowedHeader.deleteMany()
    await expect.poll(() => ask('x-other').reason).toBe('header_not_allowed')
    stopFollowing()
  })

  test('a refusal offers those that can be allowed, and says when they are', async () => {
    recordRefusal(ask('authorization,content-type,x-a,x-b,x-forwarded-for').refusal)
    await settleRefusals()
    expect(await listed()).toMatchObject({ headers: ['x-a', 'x-b'], allowed: false })
    await add('x-a')
    expect(await listed()).toMatchObject({ headers: ['x-b'], allowed: false })
    recordRefusal(ask('x-b').refusal)
    await settleRefusals()
    await add('x-b')
    expect(await listed()).toMatchObject({ headers: [], allowed: true })
    await removeHeader(admin, 'x-a')
    await removeHeader(admin, 'x-b')
  })

  test('a name whose end was cut off is not offered', async () => {
    recordRefusal(ask(`x-whole,x-${'long'.repeat(100)}`).refusal)
    await settleRefusals()
    expect(await listed()).toMatchObject({ headers: ['x-whole'], allowed: false })
  })

  test('404 and 409: gone, there, pinned, too many', async () => {
    await add('x-a')
    await expect(add('X-A')).rejects.toMatchObject({ status: 409, code: 'header_exists' })
    await expect(add('x-pinned')).rejects.toMatchObject({ status: 409, code: 'header_pinned' })
    await expect(removeHeader(admin, 'x-pinned')).rejects.toMatchObject({ code: 'header_pinned' })
    await expect(removeHeader(admin, 'x-gone')).rejects.toMatchObject({ code: 'unknown_header' })
    const rows = Array.from({ length: MAX_MORE_HEADERS }, (_, i) => ({ name: `x-${i}` }))
    await db().allowedHeader.createMany({ data: rows.map(row => ({ ...row, addedBy: 'admin' })) })
    await expect(add('x-more')).rejects.toMatchObject({ status: 409, code: 'headers_full' })
  })

  test('only administrators may, and what they do is recorded', async () => {
    const viewer = await addViewer()
    const tried = [
      () => listHeaders(viewer),
      () => addHeader(viewer, { header: 'x-evil' }),
      () => removeHeader(viewer, 'x-a'),
    ]
    for (const act of tried) await expect(act()).rejects.toMatchObject({ status: 403 })
    const events = await db().auditEvent.findMany({
      where: { action: { in: ['header_add', 'header_remove'] }, result: 'ok' },
    })
    expect(events.map(({ action, targetUid }) => `${action} ${targetUid}`)).toContain(
      'header_add x-trace-id',
    )
  })
})

test.each([
  ['content-type', 'is allowed without it'],
  ['*', 'no header at all'],
  ['Sec-Fetch-Site', 'set by browsers alone'],
  ['X-Forwarded-For', 'no page may say'],
  ['X-Latchkey-Seal', 'no page may say'],
  ['x odd', 'not the name of a header'],
  ['', 'not the name of a header'],
])('400: "%s" %s', (name, words) => {
  expect(NewHeader.safeParse({ header: name }).error?.issues[0]?.message).toContain(words)
})
