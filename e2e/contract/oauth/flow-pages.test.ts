import { beforeAll, describe, expect, it } from 'vitest'
import { ageProofs } from '../../fixtures/age-proofs.ts'
import { makeAuthorizationRequest, openAuthorize, readRedirect } from '../../fixtures/authorize.ts'
import { type Answer, cookie, type Header, send } from '../../fixtures/client.ts'
import { sendForm } from '../../fixtures/forms.ts'
import { PAGES } from '../../fixtures/host.ts'
import { addClient } from '../../fixtures/oauth-clients.ts'
import { CALLBACK } from '../../fixtures/oauth-rows.ts'
import { createMember, makeUserInput, type Person, readTokenCookie } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const SITE = new URL(CALLBACK).origin

const host = await requestHost()

let member: Person
let wiki: string
beforeAll(async () => {
  member = await createMember(host)
  wiki = await addClient(host, { name: 'The Wiki', consent: true })
})

const locationOf = (answer: Answer) => answer.one('location') ?? ''

/** Where the flow stops for a person, or for nobody. */
async function begin(
  clientId: string,
  person: Person | null,
  differs: Record<string, string> = {},
): Promise<string> {
  const { fields } = makeAuthorizationRequest(clientId, differs)
  return locationOf(await openAuthorize(host, fields, person))
}

/** Opens what a form led to, as the same person. */
const follow = (answer: Answer, headers: Header[]) =>
  send(host, { path: locationOf(answer), headers })

describe('the pages of a flow', () => {
  it('name the site, let forms lead back to it, and leave the opener its hold', async () => {
    const path = await begin(wiki, null)
    const page = await send(host, { path })
    expect(page.status).toBe(200)
    expect(page.text).toContain('The Wiki')
    expect(page.text).toContain('client.example')
    expect(page.one('cross-origin-opener-policy')).toBe('unsafe-none')
    expect(page.one('referrer-policy')).toBe('strict-origin')
    const policy = page.one('content-security-policy') ?? ''
    expect(policy).toContain(`form-action 'self' ${SITE};`)
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('are as any other where the seal is not ours, after a way through /authorize', async () => {
    const path = await begin(wiki, null)
    const made = path.replace(/flow=\d+\.[\da-f]{64}/, `flow=1.${'0'.repeat(64)}`)
    const page = await send(host, { path: made })
    expect(page.status).toBe(307)
    expect(locationOf(page)).toMatch(/^\/authorize\?/)
    expect(page.one('cross-origin-opener-policy')).toBe('same-origin')
    expect(page.one('content-security-policy')).toContain("form-action 'self';")
  })

  it('never let a seal of one client open a page of another', async () => {
    const [own] = [
      new URL(
        await begin(PAGES, null, { redirect_uri: PAGES, response_mode: 'web_message' }),
        CALLBACK,
      ),
    ]
    const other = new URL(await begin(wiki, null), CALLBACK)
    other.searchParams.set('flow', own.searchParams.get('flow') ?? '')
    const page = await send(host, { path: `${other.pathname}${other.search}` })
    expect(page.status).toBe(307)
  })

  it.each(['/users', '/account', '/origins'])('%s is no page of a flow', async path => {
    const flow = new URL(await begin(wiki, null), CALLBACK).searchParams.get('flow') ?? ''
    const answer = await send(host, { path: `${path}?flow=${encodeURIComponent(flow)}` })
    expect(answer.one('cross-origin-opener-policy')).toBe('same-origin')
    expect(answer.one('content-security-policy')).not.toContain(SITE)
  })
})

it('the page that tries a sign-in keeps its hold on the window, and lets nobody hold it', async () => {
  const page = await send(host, { path: '/docs/static-site' })
  expect(page.one('cross-origin-opener-policy')).toBe('same-origin-allow-popups')
})

describe('signing in without JavaScript', () => {
  it('303: by password, and back to the site with a code', async () => {
    const client = await addClient(host)
    const path = await begin(client, null, { login_hint: member.uid })
    expect((await send(host, { path })).text).toContain(`value="${member.uid}"`)
    const { uid, password } = member
    const sent = await sendForm(host, path, { uid, password })
    expect(sent.status).toBe(303)
    expect(sent.one('cross-origin-opener-policy')).toBe('unsafe-none')
    const done = await follow(sent, [cookie(readTokenCookie(sent))])
    expect(readRedirect(done)).toMatchObject({ address: CALLBACK, said: { state: 's-1' } })
    expect(readRedirect(done).said).toHaveProperty('code')
  })

  it('303: by signing up, and back to the site with a code', async () => {
    const path = (await begin(await addClient(host), null)).replace('/login', '/signup')
    const { uid, name, password } = makeUserInput()
    const sent = await sendForm(host, path, { uid, name, password })
    expect(sent.status).toBe(303)
    const done = await follow(sent, [cookie(readTokenCookie(sent))])
    expect(readRedirect(done).said).toHaveProperty('code')
  })

  it('303: as somebody else, whose code the site gets', async () => {
    const other = await createMember(host)
    const path = (await begin(wiki, member, { prompt: 'login' })).replace(
      '/step-up?',
      '/login?account=other&',
    )
    const before = [cookie(member.token)]
    expect((await send(host, { path, headers: before })).text).toContain(member.uid)
    const { uid, password } = other
    const sent = await sendForm(host, path, { uid, password }, before)
    expect(sent.status).toBe(303)
    const next = await follow(sent, [cookie(readTokenCookie(sent))])
    // The other one is asked for themselves.
    expect(locationOf(next)).toMatch(/^\/consent\?/)
  })

  it('303: by the password alone where the proof is old', async () => {
    const person = await createMember(host)
    const client = await addClient(host)
    await ageProofs(host, person, 3600)
    const path = await begin(client, person, { max_age: '60' })
    expect(path).toMatch(/^\/step-up\?/)
    const sent = await sendForm(host, path, { password: person.password }, [cookie(person.token)])
    const done = await follow(sent, [cookie(person.token)])
    expect(readRedirect(done).said).toHaveProperty('code')
  })
})

describe('consent without JavaScript', () => {
  it('303: is given once for a client and what it asks for', async () => {
    const person = await createMember(host)
    const own = [cookie(person.token)]
    const path = await begin(wiki, person)
    expect(path).toMatch(/^\/consent\?/)
    const page = await send(host, { path, headers: own })
    expect(page.text).toContain('Recognise you when you come back')
    expect(page.text).not.toContain('See your e-mail address')
    const sent = await sendForm(host, path, { answer: 'allowed' }, own)
    expect(readRedirect(await follow(sent, own)).said).toHaveProperty('code')
    expect(await begin(wiki, person)).toContain('code=')
    expect(await begin(wiki, person, { scope: 'openid email' })).toMatch(/^\/consent\?/)
    expect(await begin(wiki, person, { prompt: 'consent' })).toMatch(/^\/consent\?/)
  })

  it('303: refused, the site is told so', async () => {
    const person = await createMember(host)
    const own = [cookie(person.token)]
    const sent = await sendForm(host, await begin(wiki, person), { answer: 'refused' }, own)
    const { address, said } = readRedirect(await follow(sent, own))
    expect([address, said]).toEqual([
      CALLBACK,
      expect.objectContaining({ error: 'access_denied', state: 's-1' }),
    ])
    expect(await begin(wiki, person)).toMatch(/^\/consent\?/)
  })

  it('303: of an app on a device, is asked each time', async () => {
    const person = await createMember(host)
    const own = [cookie(person.token)]
    const redirect_uri = 'com.example.app:/callback'
    const app = await addClient(host, { returnAddresses: redirect_uri })
    const path = await begin(app, person, { redirect_uri })
    const page = await send(host, { path, headers: own })
    expect(page.one('content-security-policy')).toContain("form-action 'self' com.example.app:;")
    const sent = await sendForm(host, path, { answer: 'allowed' }, own)
    expect(locationOf(await follow(sent, own))).toMatch(/^com\.example\.app:\/callback\?code=/)
    expect(await begin(app, person, { redirect_uri })).toMatch(/^\/consent\?/)
  })

  it('303: another session’s answer counts for nothing', async () => {
    const [one, two] = [await createMember(host), await createMember(host)]
    const path = await begin(wiki, one)
    const sent = await sendForm(host, path, { answer: 'allowed' }, [cookie(one.token)])
    const answered = await follow(sent, [cookie(two.token)])
    expect(locationOf(answered)).toMatch(/^\/consent\?/)
  })
})
