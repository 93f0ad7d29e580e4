import { beforeAll, describe, expect, it } from 'vitest'
import { makeAuthorizationRequest, openAuthorize } from '../../../fixtures/authorize.ts'
import { cookie, send } from '../../../fixtures/client.ts'
import { buildOwnOrigin, LOCAL_PAGES, PAGES } from '../../../fixtures/host.ts'
import { attack, expectOwnPage } from '../../../fixtures/oauth-attacks.ts'
import { addClient, postFields } from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import { REGISTERED, RETURN_ADDRESS_ATTACKS } from '../../../fixtures/return-address-attacks.ts'
import { addReturnAddress } from '../../../fixtures/strict-clients.ts'

const host = await requestHost()

let member: Person
const ids: Record<string, string> = { origin: PAGES, message: PAGES }
beforeAll(async () => {
  member = await createMember(host)
  await addReturnAddress(host, `${PAGES}/app/`)
  for (const [who, addresses] of Object.entries(REGISTERED)) {
    const kind = who === 'app' ? 'public' : 'confidential'
    ids[who] = await addClient(host, { kind, returnAddresses: addresses.join('\n') })
  }
})

const ask = (who: string, redirect_uri: string) => {
  const mode = who === 'message' ? { response_mode: 'web_message' } : {}
  const { fields } = makeAuthorizationRequest(ids[who] ?? '', { redirect_uri, ...mode })
  return openAuthorize(host, fields, member)
}

describe('a return address', () => {
  it('is gone to where it is registered, and on loopback by any port of an app', async () => {
    const good = [
      ['web', 'https://client.example/other?tenant=1'],
      ['local', 'http://localhost:4200/callback'],
      ['app', 'http://127.0.0.1:5000/callback'],
      ['app', 'http://[::1]:5000/callback'],
      ['app', 'com.example.app:/callback'],
      ['origin', `${PAGES}/app/`],
      ['message', PAGES],
    ] as const
    for (const [who, address] of good) {
      const answer = await ask(who, address)
      const isMessage = who === 'message'
      expect([address, answer.status]).toEqual([address, isMessage ? 200 : 303])
      const said = isMessage ? answer.text : (answer.one('location') ?? '')
      // An app is asked about each time, and the page that asks keeps the request.
      const asked = encodeURIComponent(`redirect_uri=${encodeURIComponent(address)}`)
      expect(said).toContain(who === 'app' ? asked : address)
    }
  })

  it.each(RETURN_ADDRESS_ATTACKS)('400: %s', async (_, who, address) => {
    expectOwnPage(await attack(host, member, () => ask(who, address)))
  })

  it.each<[string, string]>([
    ['left out', ''],
    ['twice', 'redirect_uri=https://client.example/callback&redirect_uri=https://evil.example/'],
    ['twice the same', `redirect_uri=${REGISTERED.web[0]}&redirect_uri=${REGISTERED.web[0]}`],
    ['in a list', 'redirect_uri[]=https://client.example/callback'],
    ['in another case', 'Redirect_Uri=https://client.example/callback'],
    ['after a semicolon', 'x=1;redirect_uri=https://client.example/callback'],
    ['as what is no UTF-8', 'redirect_uri=https://client.example/callback%ff'],
  ])('400: %s', async (_, query) => {
    const { fields } = makeAuthorizationRequest(ids.web ?? '')
    const { redirect_uri: _address, ...rest } = fields
    const path = `/authorize?${new URLSearchParams(rest)}&${query}`
    const headers = [cookie(member.token)]
    expectOwnPage(await attack(host, member, () => send(host, { path, headers })))
  })

  it('303: is not taken from the address of a request that is posted', async () => {
    const { fields } = makeAuthorizationRequest(ids.web ?? '')
    const path = '/authorize?redirect_uri=https://evil.example/'
    const answer = await attack(host, member, () => postFields(host, path, fields))
    expect([answer.status, answer.one('location')]).toEqual([
      303,
      `/authorize?${new URLSearchParams(fields)}`,
    ])
  })
})

describe('a client', () => {
  it.each<[string, string]>([
    ['nobody', 'lk_nobody'],
    ['nobody, of the right length', `lk_${'x'.repeat(22)}`],
    ['an origin that is not allowed', 'https://evil.example'],
    ['an origin below an allowed one', 'https://sub.pages.example.org'],
    ['an allowed origin with a slash', `${PAGES}/`],
    ['an allowed origin with a port', `${PAGES}:443`],
    ['an allowed origin in capitals', PAGES.toUpperCase()],
    ['an allowed origin by http', PAGES.replace('https', 'http')],
    ['an allowed origin with a trailing dot', `${PAGES}.`],
    ['an allowed origin with a user', 'https://x@pages.example.org'],
    ['two origins', `${PAGES} ${LOCAL_PAGES}`],
    ['any origin', '*'],
    ['any origin by https', 'https://*'],
    ['no origin', 'null'],
    ['this server', buildOwnOrigin(host)],
    ['a registered one in another case', 'LK_'],
    ['SQL', "lk_' OR '1'='1"],
  ])('400: %s', async (_, client_id) => {
    const { fields } = makeAuthorizationRequest(client_id, { redirect_uri: `${PAGES}/app/` })
    expectOwnPage(await attack(host, member, () => openAuthorize(host, fields, member)))
  })

  it.each([
    ['twice', (id: string) => `client_id=${id}&client_id=${id}`],
    ['two of them', (id: string) => `client_id=${id}&client_id=${encodeURIComponent(PAGES)}`],
    ['left out', () => ''],
    ['in a list', (id: string) => `client_id[]=${id}`],
  ] as const)('400: %s', async (_, say) => {
    const { fields } = makeAuthorizationRequest('')
    const { client_id: _id, ...rest } = fields
    const path = `/authorize?${new URLSearchParams(rest)}&${say(ids.web ?? '')}`
    const headers = [cookie(member.token)]
    expectOwnPage(await attack(host, member, () => send(host, { path, headers })))
  })
})
