import { beforeAll, describe, expect, it } from 'vitest'
import {
  AUTHORIZATION_ATTACKS,
  type AuthorizationAttack,
  makeQuery,
} from '../../../fixtures/authorization-attacks.ts'
import { openAuthorize, readRedirect } from '../../../fixtures/authorize.ts'
import { buildOwnOrigin, PAGES } from '../../../fixtures/host.ts'
import { attack, expectErrorAtClient } from '../../../fixtures/oauth-attacks.ts'
import { addClient } from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import { readForm } from '../../../fixtures/strict-clients.ts'

const EVIL = 'https://evil.example'

const host = await requestHost()

let member: Person
let wiki: string
let plain: string
let asking: string
beforeAll(async () => {
  member = await createMember(host)
  wiki = await addClient(host)
  plain = await addClient(host, { kind: 'confidential', pkce: false })
  asking = await addClient(host, { consent: true })
})

describe('an authorization request', () => {
  it('is granted as it stands', async () => {
    const answer = await openAuthorize(host, makeQuery(wiki, {}), member)
    expect(readRedirect(answer).said).toHaveProperty('code')
  })

  it.each(AUTHORIZATION_ATTACKS)('303: %s', async (_, differs, error) => {
    const query = makeQuery(wiki, differs)
    const answer = await attack(host, member, () => openAuthorize(host, query, member))
    expectErrorAtClient(answer, host, error)
  })

  it.each<AuthorizationAttack>([
    [
      'neither a challenge nor a nonce',
      { code_challenge: undefined, code_challenge_method: undefined },
      'invalid_request',
    ],
    ['a method without a challenge', { code_challenge: undefined, nonce: 'n' }, 'invalid_request'],
    ['the plain method', { code_challenge_method: 'plain', nonce: 'n' }, 'invalid_request'],
  ])('303: of a client without PKCE, %s', async (_, differs, error) => {
    const query = makeQuery(plain, differs)
    const answer = await attack(host, member, () => openAuthorize(host, query, member))
    expectErrorAtClient(answer, host, error)
  })

  it.each<[string, string | string[]]>([
    ['twice', ['s-1', 's-2']],
    ['huge', 's'.repeat(4200)],
    ['with a line break', 's\r\nSet-Cookie: jwt=x'],
    ['with a null character', 's\0'],
  ])('303: a state %s is not repeated', async (_, state) => {
    const query = makeQuery(wiki, { state })
    const answer = await attack(host, member, () => openAuthorize(host, query, member))
    expectErrorAtClient(answer, host, 'invalid_request', { state: null })
  })

  it('303: a state of another’s making comes back as it was sent, and as nothing else', async () => {
    const state = `"><script>alert(1)</script>&code=evil&iss=${EVIL}#x`
    const { said } = readRedirect(await openAuthorize(host, makeQuery(wiki, { state }), member))
    expect(said).toMatchObject({ state, iss: buildOwnOrigin(host) })
    expect(said.code).toMatch(/^[\w-]{43}$/)
  })

  it('200: nor does it break out of a form or a message', async () => {
    const state = '"><script>alert(1)</script></script><!--\u2028'
    const differs = { state, response_mode: 'form_post' }
    const form = await openAuthorize(host, makeQuery(wiki, differs), member)
    expect(form.text.match(/<script/g)).toHaveLength(1)
    expect(readForm(form).fields.get('state')).toBe(state)
    const by = { state, response_mode: 'web_message', redirect_uri: PAGES }
    const message = await openAuthorize(host, makeQuery(PAGES, by), member)
    expect(message.text.match(/<\/?script/g)).toHaveLength(2)
    expect(message.text).toContain(`postMessage({`)
    expect(message.text).toContain(`, "${PAGES}")`)
  })

  it('303: what is asked beyond what the client may have is left out', async () => {
    const client = await addClient(host, { scopes: 'openid' })
    const scope = 'openid profile email admin offline_access *'
    const answer = await openAuthorize(host, makeQuery(client, { scope }), member)
    expect(readRedirect(answer).said).toHaveProperty('code')
  })

  it('303: parameters of our own pages grant nothing', async () => {
    const now = Date.now().toString(36)
    const mark = `${now}.${'A'.repeat(43)}`
    for (const more of [{ allowed: mark }, { allowed: '1' }, { asked: mark }, { flow: mark }]) {
      const query = makeQuery(asking, { ...more, uid: member.uid, password: member.password })
      const answer = await attack(host, member, () => openAuthorize(host, query, member))
      expect(answer.one('location')).toMatch(/^\/consent\?/)
    }
  })
})
