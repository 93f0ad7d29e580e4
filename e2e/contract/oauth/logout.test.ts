import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, cookie, type Header, origin, send } from '../../fixtures/client.ts'
import { buildOwnOrigin } from '../../fixtures/host.ts'
import { addClient, postFields, signInAtClient } from '../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const BACK = 'https://client.example/bye'

const host = await requestHost()

let client: string
beforeAll(async () => {
  client = await addClient(host, { name: 'The Wiki', logoutAddresses: BACK })
})

/** An ID token of a session of `person`, as a client keeps it. */
async function readIdToken(person: Person, clientId = client): Promise<string> {
  return (await signInAtClient(host, person, clientId)).id_token
}

const open = (fields: Record<string, string>, ...headers: Header[]) =>
  send(host, { path: `/logout?${new URLSearchParams(fields)}`, headers })
const isSignedIn = async ({ token }: Person) =>
  (await send(host, { path: '/api/id', headers: [cookie(token)] })).status === 200
const expectRemoval = (answer: Answer) =>
  expect(answer.one('set-cookie')).toMatch(/^jwt=; .*Max-Age=0/)

describe('GET /logout', () => {
  it('303: at once with an ID token of the session, back to the client with its state', async () => {
    const person = await createMember(host)
    const answer = await open(
      { id_token_hint: await readIdToken(person), post_logout_redirect_uri: BACK, state: 'a b' },
      cookie(person.token),
    )
    expect(answer.status).toBe(303)
    expect(answer.one('location')).toBe(`${BACK}?state=a+b`)
    expect(answer.one('cross-origin-opener-policy')).toBe('unsafe-none')
    expectRemoval(answer)
    expect(await isSignedIn(person)).toBe(false)
  })

  it.each<[string, (person: Person) => Promise<Record<string, string>>]>([
    ['nothing', async () => ({})],
    ['a client alone', async () => ({ client_id: client, post_logout_redirect_uri: BACK })],
    ['what is no token', async () => ({ id_token_hint: 'a.b.c', client_id: client })],
    [
      'the token of another session',
      async () => ({ id_token_hint: await readIdToken(await createMember(host)) }),
    ],
    ['an access token', async ({ token }) => ({ id_token_hint: token })],
  ])('200: asks before it signs out by %s', async (_, say) => {
    const person = await createMember(host)
    const answer = await open(await say(person), cookie(person.token))
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(person.uid)
    expect(answer.one('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.all('set-cookie')).toEqual([])
    expect(await isSignedIn(person)).toBe(true)
  })

  it('200: an address that is not of the client is not gone to', async () => {
    for (const address of [`${BACK}/`, `${BACK}?x`, 'https://evil.example/', BACK.toUpperCase()]) {
      const person = await createMember(host)
      const hint = { id_token_hint: await readIdToken(person) }
      const answer = await open(
        { ...hint, post_logout_redirect_uri: address },
        cookie(person.token),
      )
      expect([address, answer.status]).toEqual([address, 200])
      expect(answer.one('location')).toBeUndefined()
      expect(answer.text).toContain('You are signed out')
      expect(answer.text).not.toContain(`href="${address}`)
      expect(await isSignedIn(person)).toBe(false)
    }
  })

  it('303: nobody is asked where nobody is signed in', async () => {
    const answer = await open({ client_id: client, post_logout_redirect_uri: BACK })
    expect(answer.one('location')).toBe(BACK)
  })

  it('400: for an ID token of another client, a parameter twice, or a frame', async () => {
    const person = await createMember(host)
    const other = await addClient(host)
    const hint = { id_token_hint: await readIdToken(person), client_id: other }
    expect((await open(hint, cookie(person.token))).status).toBe(400)
    const twice = await send(host, { path: '/logout?client_id=a&client_id=b' })
    expect(twice.status).toBe(400)
    const framed = { id_token_hint: await readIdToken(person) }
    const inFrame = await open(framed, cookie(person.token), ['Sec-Fetch-Dest', 'iframe'])
    expect(inFrame.status).toBe(400)
    expect(await isSignedIn(person)).toBe(true)
  })
})

describe('POST /logout', () => {
  it('303: of any site, leads to the same by GET and changes nothing', async () => {
    const person = await createMember(host)
    const fields = { id_token_hint: await readIdToken(person) }
    const evil = origin('https://evil.example')
    const answer = await postFields(host, '/logout', fields, cookie(person.token), evil)
    expect(answer.status).toBe(303)
    expect(answer.one('location')).toBe(`/logout?${new URLSearchParams(fields)}`)
    expect(await isSignedIn(person)).toBe(true)
  })

  it('303: of the page that asked, signs out and leads back', async () => {
    const person = await createMember(host)
    const fields = { client_id: client, post_logout_redirect_uri: BACK, state: 's' }
    const page = await open(fields, cookie(person.token))
    expect(page.one('content-security-policy')).toContain(
      `form-action 'self' ${new URL(BACK).origin};`,
    )
    const confirm = /name="confirm" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const own = origin(buildOwnOrigin(host))
    const answer = await postFields(
      host,
      '/logout',
      { ...fields, confirm },
      cookie(person.token),
      own,
    )
    expect(answer.status).toBe(303)
    expect(answer.one('location')).toBe(`${BACK}?state=s`)
    expectRemoval(answer)
    expect(await isSignedIn(person)).toBe(false)
  })

  it('200: asks again for an answer that was given in another session, or in the address', async () => {
    const [one, two] = [await createMember(host), await createMember(host)]
    const page = await open({}, cookie(one.token))
    const confirm = /name="confirm" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const answers = [
      await postFields(host, '/logout', { confirm }, cookie(two.token)),
      await open({ confirm }, cookie(one.token)),
    ]
    for (const answer of answers) expect(answer.text).toContain('Stay signed in')
    expect(await isSignedIn(one)).toBe(true)
    expect(await isSignedIn(two)).toBe(true)
  })
})
