import { expect, it } from 'vitest'
import { requestTokens, type Tokens } from '../../fixtures/access-tokens.ts'
import { runScript } from '../../fixtures/child.ts'
import { bearer, type Header, origin, send } from '../../fixtures/client.ts'
import { executeSql, formatMoment } from '../../fixtures/database.ts'
import { ADMIN, buildOwnOrigin, type Host, PAGES, SECRET_KEY } from '../../fixtures/host.ts'
import { SOON } from '../../fixtures/origins.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

/** The public half alone. Keys of RS256 are there once a client has needed one. */
const MEMBERS: Record<string, string[]> = {
  ES256: ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
  RS256: ['alg', 'e', 'kid', 'kty', 'n', 'use'],
}

const PATH = '/.well-known/jwks.json'

const kidsOf = async (host: Host) => {
  const answer = await send(host, { path: PATH })
  const { keys } = answer.json<{ keys: { kid: string; alg: string }[] }>()
  return keys.filter(({ alg }) => alg === 'ES256').map(({ kid }) => kid)
}
const kidOf = ({ access_token }: Tokens) => String(decodeToken(access_token).header.kid)

const host = await requestHost()

it.each([[], [origin(PAGES)], [origin('https://evil.example')], [origin('null')]] as Header[][])(
  '200: the public keys, for anybody (%s)',
  async (...headers) => {
    const answer = await send(host, { path: PATH, headers })
    expect(answer.status).toBe(200)
    expect(answer.one('content-type')).toMatch(/^application\/json\b/)
    expect(answer.one('cache-control')).toBe('public, max-age=300')
    expect(answer.one('x-content-type-options')).toBe('nosniff')
    expect(answer.one('access-control-allow-origin')).toBe('*')
    expect(answer.all('access-control-allow-credentials')).toEqual([])
    expect(answer.all('set-cookie')).toEqual([])
    const { keys, ...none } = answer.json<{ keys: { alg: string }[] }>()
    expect(none).toEqual({})
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys) {
      expect(Object.keys(key).toSorted()).toEqual(MEMBERS[key.alg])
    }
  },
)

it('204: a preflight of anybody, for reading alone', async () => {
  const asked: Header = ['Access-Control-Request-Method', 'GET']
  const headers = [origin('https://evil.example'), asked]
  const answer = await send(host, { method: 'OPTIONS', path: PATH, headers })
  expect(answer.status).toBe(204)
  expect(answer.one('access-control-allow-origin')).toBe('*')
  expect(answer.one('access-control-allow-methods')).toBe('GET, HEAD')
})

it('200 HEAD, 405 POST', async () => {
  expect((await send(host, { method: 'HEAD', path: PATH })).status).toBe(200)
  expect((await send(host, { method: 'POST', path: PATH })).status).toBe(405)
})

it('a rotation under load loses no session', async () => {
  const before = await requestTokens(host, ADMIN)
  const statuses: number[] = []
  let busy = true
  const load = async () => {
    const headers = [bearer(before.access_token)]
    while (busy) statuses.push((await send(host, { path: '/api/id', headers })).status)
  }
  const loads = [load(), load()]
  try {
    const printed = await runScript(['bin/latchkey.mjs', 'keys', 'rotate'], {
      ...{ SECRET_KEY, DATABASE_URL: host.databaseUrl },
      PUBLIC_URL: buildOwnOrigin(host),
      TRUST_PROXY: '1',
    })
    const kid = /key ([\w-]{43})\b/.exec(printed)?.[1]
    expect(kid).not.toBe(kidOf(before))
    await expect.poll(() => kidsOf(host), SOON).toEqual([kidOf(before), kid])
    expect(kidOf(await requestTokens(host, ADMIN))).toBe(kidOf(before))
    await executeSql(
      host,
      `UPDATE "SigningKey" SET "activeAt" = ${formatMoment(0)} WHERE "kid" = '${kid}'`,
    )
    const signing = async () => (await kidsOf(host)) && kidOf(await requestTokens(host, ADMIN))
    await expect.poll(signing, { ...SOON, interval: 250 }).toBe(kid)
    const after = await requestTokens(host, ADMIN)
    for (const { access_token } of [before, after]) {
      const answer = await send(host, { path: '/api/id', headers: [bearer(access_token)] })
      expect(answer.status).toBe(200)
    }
  } finally {
    busy = false
    await Promise.all(loads)
  }
  expect(new Set(statuses)).toEqual(new Set([200]))
})
