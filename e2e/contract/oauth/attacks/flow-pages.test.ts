import { beforeAll, describe, expect, it } from 'vitest'
import { makeAuthorizationRequest, openAuthorize } from '../../../fixtures/authorize.ts'
import { cookie, type Header, origin, send } from '../../../fixtures/client.ts'
import { sendForm } from '../../../fixtures/forms.ts'
import { buildOwnOrigin, PAGES } from '../../../fixtures/host.ts'
import { attack, expectOwnPage } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  type ClientTokens,
  postFields,
  signInAtClient,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import { unsignToken } from '../../../fixtures/tokens.ts'

const EVIL = 'https://evil.example'
const BACK = 'https://client.example/bye'

const host = await requestHost()

let member: Person
let asking: string
beforeAll(async () => {
  member = await createMember(host)
  asking = await addClient(host, { consent: true, logoutAddresses: BACK })
})

/** Where a person, or nobody, is led to by a request. */
const lead = async (person: Person | null, differs: Record<string, string> = {}) => {
  const { fields } = makeAuthorizationRequest(asking, differs)
  return (await openAuthorize(host, fields, person)).one('location') ?? ''
}
const isSignedIn = async ({ token }: Person) =>
  (await send(host, { path: '/api/id', headers: [cookie(token)] })).status === 200

describe('a page of a flow', () => {
  it.each<[string, () => Promise<string>]>([
    ['/consent', () => lead(member)],
    ['/login', () => lead(null)],
    ['/step-up', () => lead(member, { prompt: 'login' })],
    ['/logout', async () => '/logout'],
  ])('%s is framed by nobody', async (name, find) => {
    const path = await find()
    expect(path.startsWith(name)).toBe(true)
    const answer = await send(host, { path, headers: [cookie(member.token)] })
    expect(answer.one('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it('names nobody who is not known', async () => {
    const path = await lead(member)
    const changed = path
      .replaceAll(encodeURIComponent(asking), 'lk_evil')
      .replace(asking, 'lk_evil')
    const answer = await send(host, { path: changed, headers: [cookie(member.token)] })
    expect(answer.one('location')).toMatch(/^\/authorize\?/)
    const next = await send(host, {
      path: answer.one('location') ?? '',
      headers: [cookie(member.token)],
    })
    expectOwnPage(next)
  })
})

describe('consent', () => {
  it.each<[string, Header[]]>([
    ['another site', [origin(EVIL)]],
    ['a page that may call the API', [origin(PAGES)]],
    ['a page without an origin', [origin('null')]],
  ])('is not given by a form of %s', async (_, headers) => {
    const path = await lead(member)
    const own = [cookie(member.token), ...headers]
    await attack(host, member, () => sendForm(host, path, { answer: 'allowed' }, own))
    expect(await lead(member)).toMatch(/^\/consent\?/)
  })

  it('is not given by an address', async () => {
    const path = `${await lead(member)}&answer=allowed`
    await attack(host, member, () => send(host, { path, headers: [cookie(member.token)] }))
    const { fields } = makeAuthorizationRequest(asking, { answer: 'allowed', consent: 'true' })
    const answer = await attack(host, member, () => openAuthorize(host, fields, member))
    expect(answer.one('location')).toMatch(/^\/consent\?/)
  })

  it('is not given by nobody', async () => {
    const path = await lead(member)
    const answer = await attack(host, member, () => sendForm(host, path, { answer: 'allowed' }))
    expect(answer.one('location') ?? '').not.toContain('allowed=')
  })

  it('of one request is none of another', async () => {
    const person = await createMember(host)
    const own = [cookie(person.token)]
    const always = await addClient(host, { returnAddresses: 'com.example.app:/callback' })
    const made = makeAuthorizationRequest(always, { redirect_uri: 'com.example.app:/callback' })
    const path = (await openAuthorize(host, made.fields, person)).one('location') ?? ''
    const sent = await sendForm(host, path, { answer: 'allowed' }, own)
    const allowed = new URL(sent.one('location') ?? '', BACK).searchParams.get('allowed') ?? ''
    expect(allowed).not.toBe('')
    for (const differs of [{ state: 'other' }, { scope: 'openid email' }, { nonce: 'n' }]) {
      const fields = { ...made.fields, ...differs, allowed }
      const answer = await attack(host, person, () => openAuthorize(host, fields, person))
      expect(answer.one('location')).toMatch(/^\/consent\?/)
    }
  })
})

describe('a sign-in', () => {
  it.each<[string, Header[]]>([
    ['another site', [origin(EVIL)]],
    ['a page without an origin', [origin('null')]],
  ])('is not begun by a form of %s', async (_, headers) => {
    const path = await lead(null)
    const { uid, password } = member
    const act = () => sendForm(host, path, { uid, password }, headers)
    await attack(host, member, act)
  })

  it.each([
    `${EVIL}/`,
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    `/authorize@evil.example`,
  ])('never goes on at %s', async next => {
    const query = new URLSearchParams({ next })
    const answer = await send(host, { path: `/login?${query}`, headers: [cookie(member.token)] })
    const location = answer.one('location') ?? '/'
    expect(new URL(location, buildOwnOrigin(host)).origin).toBe(buildOwnOrigin(host))
  })
})

describe('a sign-out', () => {
  it.each<[string, (tokens: ClientTokens) => Record<string, string>]>([
    ['no ID token', () => ({ client_id: asking })],
    ['an access token', ({ access_token }) => ({ id_token_hint: access_token })],
    [
      'an ID token without its signature',
      ({ id_token }) => ({ id_token_hint: id_token.replace(/[^.]*$/, '') }),
    ],
    [
      'an ID token by none',
      ({ id_token }) => ({ id_token_hint: unsignToken(id_token, { alg: 'none', typ: 'JWT' }) }),
    ],
    ['an answer in the address', () => ({ confirm: 'x.y', sign_out: '1' })],
  ])('is not at once by %s', async (_, say) => {
    const fields = say(await signInAtClient(host, member, asking))
    const path = `/logout?${new URLSearchParams(fields)}`
    await attack(host, member, () => send(host, { path, headers: [cookie(member.token)] }))
    expect(await isSignedIn(member)).toBe(true)
  })

  it('is not by a form of another site', async () => {
    for (const fields of [{}, { confirm: 'x' }, { client_id: asking, confirm: 'x.y' }]) {
      const act = () => postFields(host, '/logout', fields, cookie(member.token), origin(EVIL))
      await attack(host, member, act)
      expect(await isSignedIn(member)).toBe(true)
    }
  })

  it.each([
    `${EVIL}/`,
    `${BACK}/`,
    `${BACK}?x=1`,
    `${BACK}#x`,
    'https://client.example.evil.example/bye',
    'https://client.example@evil.example/bye',
    '//evil.example/bye',
    'javascript:alert(1)',
    '/users',
    'https://client.example/callback',
  ])('never leads to %s', async post_logout_redirect_uri => {
    const query = new URLSearchParams({ client_id: asking, post_logout_redirect_uri })
    const answer = await send(host, { path: `/logout?${query}` })
    expect([answer.status, answer.all('location')]).toEqual([200, []])
    expect(answer.text).not.toContain(`href="${post_logout_redirect_uri}`)
  })

  it.each(['PUT', 'PATCH', 'DELETE'])('405: is not by %s', async method => {
    const headers = [cookie(member.token)]
    const act = () => send(host, { method, path: '/logout', headers })
    expect((await attack(host, member, act)).status).toBe(405)
  })
})
