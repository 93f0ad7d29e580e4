import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHostSigner, requestTokens } from '../../fixtures/access-tokens.ts'
import { type Child, findFreePort, startChild } from '../../fixtures/child.ts'
import { bearer, send } from '../../fixtures/client.ts'
import { AUDIENCE, buildOwnOrigin } from '../../fixtures/host.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken, forgeToken, type Sign } from '../../fixtures/tokens.ts'

const page = readFileSync(new URL('../../../docs/verify-tokens.md', import.meta.url), 'utf8')
const [, code = ''] = /^```js server\n(.*?)^```$/ms.exec(page) ?? []

const host = await requestHost()

describe('a server as in docs/verify-tokens.md', () => {
  let person: Person
  let token: string
  let own: string
  let sign: Sign
  let port: number
  let child: Child
  beforeAll(async () => {
    person = await createMember(host)
    token = (await requestTokens(host, person, { resource: AUDIENCE })).access_token
    own = (await requestTokens(host, person)).access_token
    sign = await openHostSigner(host, token)
    port = await findFreePort()
    const issuer = buildOwnOrigin(host)
    const trust = host.nginx && { NODE_EXTRA_CA_CERTS: host.nginx.certificate }
    const variables = { ISSUER: issuer, AUDIENCE, PORT: String(port), ...trust }
    const ready = async () => (await send({ port }, { path: '/' })).status === 401
    child = await startChild(['--input-type=module', '-e', code], variables, ready)
  })
  afterAll(() => child?.stop())

  const ask = async (text: string) => {
    const answer = await send({ port }, { path: '/', headers: [bearer(text)] })
    return [answer.status, answer.json()]
  }
  const forged = (differs: object, header: object = {}) => {
    const real = decodeToken(token)
    return forgeToken({ ...real.header, ...header }, { ...real.payload, ...differs }, { sign })
  }
  const now = Math.floor(Date.now() / 1000)

  it('200: who asks', async () => {
    const user = { id: String(person.id), uid: person.uid, role: 'User' }
    expect(await ask(token)).toEqual([200, user])
    expect(await ask(forged({}))).toEqual([200, user])
  })

  it.each([
    ['tampered with', () => token.replace(/\.[^.]*\./, `.${btoa('{"sub":"1"}')}.`)],
    ['without its signature', () => token.replace(/[^.]*$/, '')],
    ['expired', () => forged({ iat: now - 700, exp: now - 1 })],
    ['for somebody else', () => forged({ aud: 'https://other.example.org' })],
    ['of another issuer', () => forged({ iss: 'https://other.example.org' })],
    ['of another type', () => forged({}, { typ: 'JWT' })],
    ['without exp', () => forged({ exp: undefined })],
    ['for Latchkey itself', () => own],
    ['that is the cookie’s', () => person.token],
    ['that is none', () => 'none'],
  ])('401: a token %s', async (_, text) => {
    expect(await ask(text())).toEqual([401, { message: 'Who are you?' }])
  })
})
