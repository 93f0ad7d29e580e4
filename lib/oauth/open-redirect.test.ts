import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLBACK } from '../../e2e/fixtures/oauth-rows.ts'
import { addClient, makeCookieHeaders } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { authorize } from './authorize.ts'
import { logOut } from './log-out.ts'

const SITE = 'https://you.github.io'
const PAGE = `${SITE}/app/`
const BYE = 'https://client.example/bye?x=y'
const APP = 'com.example.app:/cb'
Object.assign(process.env, { CORS_ORIGINS: SITE, RETURN_ADDRESSES: PAGE })

/** All that answers may be sent to, byte by byte; a port of a loopback address aside. */
const REGISTERED = [CALLBACK, PAGE, BYE, APP]
const MESSAGE_ORIGINS = [SITE, new URL(CALLBACK).origin]

const hosts = ['client.example', 'you.github.io', 'evil.example', '127.0.0.1:8', '[::1]', 'a@b']
const addresses = fc.oneof(
  fc.constantFrom(...REGISTERED, ...MESSAGE_ORIGINS, 'http://127.0.0.1/cb', ''),
  fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'https:', '//', '/\\', 'javascript:', 'data:', ''),
      fc.constantFrom('', 'evil.example@', 'client.example@', 'you.github.io:443@', 'a.'),
      fc.constantFrom(...hosts),
      fc.constantFrom('', '/', '/callback', '/callback/', '/app/', '/app/../x', '/cb', '/bye?x=y'),
      fc.constantFrom('', '?', '#', '%00', '/..;/', '\\', '.evil.example', '\n', '?next=//evil'),
    )
    .map(parts => parts.join('')),
  fc.tuple(fc.constantFrom(...REGISTERED), fc.string()).map(parts => parts.join('')),
)

/** Mostly what is granted, so that the rest of the request decides. */
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  )

const makeQueries = (clients: string[]) =>
  fc
    .tuple(
      fc.record({
        client_id: fc.constantFrom(...clients, ...clients, 'https://evil.example', ''),
        redirect_uri: addresses,
        post_logout_redirect_uri: addresses,
        response_mode: fc.constantFrom('', 'query', 'form_post', 'web_message', 'fragment'),
        response_type: mostly('code', 'token', ''),
        prompt: fc.constantFrom('', '', 'none', 'login', 'consent'),
        code_challenge: mostly('a'.repeat(43), ''),
        code_challenge_method: mostly('S256', 'plain'),
      }),
      fc.array(
        fc.tuple(
          fc.constantFrom('redirect_uri', 'state', 'next', 'flow', 'asked', 'request_uri', 'iss'),
          addresses,
        ),
        { maxLength: 2 },
      ),
    )
    .map(([fields, more]) => new URLSearchParams([...Object.entries(fields), ...more]))

/** Where an answer leads: by its header, its forms, its links and its messages. */
async function listDestinations(response: Response): Promise<string[]> {
  const location = response.headers.get('location')
  const text = await response.text()
  const inPage = [...text.matchAll(/\b(?:action|href|src|data-url)="([^"]*)"/g)].map(
    ([, address = '']) =>
      address.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
  )
  const messages = [...text.matchAll(/postMessage\(.*, "([^"]*)"\)/g)].map(
    ([, target = '']) => `message ${target}`,
  )
  return [...(location === null ? [] : [location]), ...inPage, ...messages]
}

function isKnown(destination: string): boolean {
  if (/^\/(?:login|step-up|consent|signup|account|logout)(?:$|\?)/.test(destination)) return true
  if (destination.startsWith('message ')) return MESSAGE_ORIGINS.includes(destination.slice(8))
  if (/^http:\/\/127\.0\.0\.1(?::\d{1,5})?\/cb(?:$|\?)/.test(destination)) return true
  return REGISTERED.some(address => {
    const rest = destination.slice(address.length)
    return destination.startsWith(address) && /^(?:$|[?&](?:code|error|state)=)/.test(rest)
  })
}

describe.each(engines)('on %s', engine => {
  let stop: () => Promise<void>
  let queries: ReturnType<typeof makeQueries>
  let headers: Headers[]
  beforeAll(async () => {
    stop = await startStore(engine)
    const registered = await addClient({ logoutAddresses: BYE })
    const native = await addClient({ returnAddresses: `${APP}\nhttp://127.0.0.1/cb` })
    queries = makeQueries([registered, native, SITE])
    headers = [new Headers(), await makeCookieHeaders(await addViewer())]
  }, 60_000)
  afterAll(() => stop())

  it.each([
    ['/authorize', authorize],
    ['/logout', logOut],
  ])('no request to %s leads to an address that is not registered', async (_, answer) => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(queries, fc.constantFrom(...headers), async (query, from) => {
        const destinations = await listDestinations(await answer(query, from))
        for (const destination of destinations) {
          expect(destination).toSatisfy(isKnown)
          seen.add(destination.replace(/\?.*/s, ''))
        }
      }),
      { numRuns: 1500 },
    )
    // The property says something: many of them lead somewhere.
    expect(seen.size).toBeGreaterThan(2)
  })
})
