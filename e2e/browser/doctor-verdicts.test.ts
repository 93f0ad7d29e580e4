import type { BrowserContext, Frame } from 'playwright/test'
import { bearer, send } from '../fixtures/client.ts'
import type { Crossing } from '../fixtures/crossing.ts'
import { createMember } from '../fixtures/people.ts'
import { type Combination, makeCombinations, VALUES } from './doctor-calls.ts'
import { expect, test } from './sites.ts'

// The doctor against Chromium: `DOCTOR_COMBINATIONS=200 DOCTOR_SEED=7 playwright test … doctor-verdicts` tries more.
const COUNT = Number(process.env.DOCTOR_COMBINATIONS ?? 40)
const SEED = Number(process.env.DOCTOR_SEED ?? 1)

// The login's policy would keep a page under our other name from asking at all.
test.use({ bypassCSP: true })

async function open(context: BrowserContext, origin: string): Promise<Frame> {
  const page = await context.newPage()
  await page.goto(`${origin}/login`)
  return page.mainFrame()
}

/** A frame whose origin is `null`. */
async function openSandbox(context: BrowserContext, origin: string): Promise<Frame> {
  const page = (await open(context, origin)).page()
  await page.setContent(`<iframe sandbox="allow-scripts" src="${origin}/framed"></iframe>`)
  const frame = page.frame({ url: `${origin}/framed` })
  if (!frame) throw new Error('The frame is not there.')
  await frame.waitForLoadState()
  return frame
}

const called = ({ server, origins }: Crossing, { byOtherName }: Combination) =>
  (byOtherName && origins['own by another name']) || server

/** What Chromium did with a combination. */
async function observed(page: Frame, crossing: Crossing, one: Combination, path: string) {
  crossing.arrivals.length = 0
  const headers = Object.fromEntries(one.headers.map(name => [name, VALUES[name] ?? 'x']))
  if (one.type) headers['Content-Type'] = one.type
  const { method, credentials } = one
  const readable = await page.evaluate(
    ([url, init]) =>
      fetch(url, { ...init, cache: 'no-store' }).then(
        () => true,
        () => false,
      ),
    [called(crossing, one) + path, { method, headers, credentials }] as const,
  )
  const arrived = crossing.arrivals.filter(({ url }) => url === path)
  const asked = arrived.length > 0 && arrived[0]?.method === 'OPTIONS'
  // OPTIONS of a script is preflighted by another, unless it is within one origin.
  const isOwn = one.who === (one.byOtherName ? 'own by another name' : 'own')
  const preflighted = asked && !(method === 'OPTIONS' && isOwn)
  const request = arrived[preflighted ? 1 : 0]
  return { preflighted, reached: !!request, cookie: request?.hasCookie ?? false, readable }
}

/** What the doctor says of it. */
async function foretold(crossing: Crossing, one: Combination) {
  const { host, origins } = crossing
  const query = new URLSearchParams({
    origin: origins[one.who] ?? 'null',
    method: one.method,
    headers: one.headers.join(','),
    'content-type': one.type,
    credentials: one.credentials,
    server: called(crossing, one),
  })
  const headers = [bearer(host.adminToken)]
  const answer = await send(host, { path: `/api/cors/check?${query}`, headers })
  const { preflighted, reached, cookie, readable } = answer.json<{
    preflighted: boolean
    reached: boolean
    cookie: { Chrome: boolean }
    readable: boolean
  }>()
  return { preflighted, reached, cookie: cookie.Chrome, readable }
}

test(`the doctor says of ${COUNT} random calls what Chromium does`, async ({
  context,
  crossing,
}) => {
  test.setTimeout(60_000 + COUNT * 1500)
  const { token } = await createMember(crossing.host)
  const cookies = ['localhost', '127.0.0.1'].map(domain => ({
    name: 'jwt',
    value: token,
    domain,
    path: '/',
    httpOnly: true,
    sameSite: 'Lax' as const,
  }))
  const pages = new Map<string, Frame>()
  for (const [who, origin] of Object.entries(crossing.origins)) {
    pages.set(who, await open(context, origin))
  }
  pages.set('a sandboxed frame', await openSandbox(context, crossing.origins.allowed ?? ''))
  const disagreements: object[] = []
  const seen = new Set<string>()
  for (const [i, one] of makeCombinations(COUNT, [...pages.keys()], SEED).entries()) {
    // An answer to a void token takes the cookie away.
    await context.addCookies(cookies)
    // A path of its own: preflights are kept by address.
    const path = `/api/id?n=${i}`
    const chromium = await observed(pages.get(one.who) as Frame, crossing, one, path)
    const doctor = await foretold(crossing, one)
    seen.add(JSON.stringify(chromium))
    if (JSON.stringify(chromium) !== JSON.stringify(doctor)) {
      disagreements.push({ one, chromium, doctor })
    }
  }
  expect(disagreements, `seed ${SEED}`).toEqual([])
  expect(seen.size, 'kinds of outcomes').toBeGreaterThan(4)
})

test('a page is told about itself, and about nobody else', async ({ context, crossing }) => {
  const page = await context.newPage()
  const ask = (query: string) =>
    page.evaluate(async url => {
      const answer = await fetch(url)
      return { status: answer.status, body: await answer.json() }
    }, `${crossing.server}/api/cors/check${query}`)
  for (const [who, summary] of [
    ['unknown', /may not read/],
    ['disabled', /may not read/],
    ['allowed', /signed in/],
  ] as const) {
    const origin = crossing.origins[who] ?? ''
    await page.goto(`${origin}/login`)
    const { status, body } = await ask('')
    expect(status).toBe(200)
    expect(body.summary).toMatch(summary)
    expect(body.steps[0].lines).toEqual([`Origin: ${origin}`])
    // The page's own address by the server's name, which is advised whether it is on the list or not.
    const advised = `http://${new URL(crossing.server).hostname}:${new URL(origin).port}`
    const others = Object.values(crossing.origins).filter(
      one => ![origin, crossing.server, advised].includes(one),
    )
    for (const other of others) expect(JSON.stringify(body)).not.toContain(other)
    const refused = await ask(`?origin=${encodeURIComponent(crossing.origins.bearer ?? '')}`)
    expect([refused.status, refused.body.code]).toEqual([403, 'origin_not_own'])
  }
})
