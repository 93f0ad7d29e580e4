import { beforeAll, describe, expect, it } from 'vitest'
import { listAuditEvents } from '../../fixtures/audit-events.ts'
import { cookie, origin, send } from '../../fixtures/client.ts'
import { buildGranted, readCorsHeaders } from '../../fixtures/cors-expected.ts'
import { expectJson, expectProblem } from '../../fixtures/expectations.ts'
import {
  askForAccounts,
  expectFedcmError,
  FEDCM,
  makeAssertion,
  sendAssertion,
  sendDisconnect,
} from '../../fixtures/fedcm.ts'
import { buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import { signInAtClient } from '../../fixtures/oauth-clients.ts'
import { allowOrigin, makeUnlistedOrigin, SOON } from '../../fixtures/origins.ts'
import { createMember, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()
const own = buildOwnOrigin(host)

let member: Person
let email: string
beforeAll(async () => {
  email = `${makeUid()}@example.org`
  member = await createMember(host, { email })
})

describe('what any browser reads', () => {
  it('200: the file of the registrable domain', async () => {
    const answer = await send(host, { path: '/.well-known/web-identity', headers: FEDCM })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({
      provider_urls: [`${own}/api/fedcm/config.json`],
      accounts_endpoint: `${own}/api/fedcm/accounts`,
      login_url: `${own}/login?next=%2Fsigned-in&account=other`,
    })
    expect(answer.one('cache-control')).toBe('public, max-age=300')
  })

  it('200: the configuration, which says the same', async () => {
    const answer = await send(host, { path: '/api/fedcm/config.json', headers: FEDCM })
    expect(answer.status).toBe(200)
    const { accounts_endpoint, login_url } = answer.json()
    const file = (await send(host, { path: '/.well-known/web-identity' })).json()
    expect(file).toMatchObject({ accounts_endpoint, login_url })
    expect(answer.json()).toEqual({
      accounts_endpoint: `${own}/api/fedcm/accounts`,
      client_metadata_endpoint: `${own}/api/fedcm/client-metadata`,
      id_assertion_endpoint: `${own}/api/fedcm/assertion`,
      disconnect_endpoint: `${own}/api/fedcm/disconnect`,
      login_url: `${own}/login?next=%2Fsigned-in&account=other`,
      modes: { active: { supports_use_other_account: true } },
      branding: { name: 'Latchkey' },
    })
  })
})

it('404: a server without a logo of its own has none for the dialog', async () => {
  expectProblem(await send(host, { path: '/api/fedcm/logo' }), 404)
})

describe('GET /api/fedcm/accounts', () => {
  it('200: who is signed in, and the pages where they are', async () => {
    await signInAtClient(host, member, PAGES, { address: PAGES })
    const answer = await askForAccounts(host, member)
    expectJson(answer, 200)
    expect(answer.json()).toEqual({
      accounts: [
        {
          id: String(member.id),
          name: member.name,
          username: member.uid,
          email,
          login_hints: [member.uid, email],
          approved_clients: [PAGES],
        },
      ],
    })
    expect(answer.one('cache-control')).toBe('no-store')
    expect(readCorsHeaders(answer, host)).toEqual({ vary: 'origin' })
    expect(answer.one('cross-origin-resource-policy')).toBe('cross-origin')
  })

  it('200: without an e-mail address', async () => {
    const person = await createMember(host)
    const [account] = (await askForAccounts(host, person)).json<{ accounts: object[] }>().accounts
    expect(account).toEqual({
      id: String(person.id),
      name: person.name,
      username: person.uid,
      login_hints: [person.uid],
      approved_clients: [],
    })
  })

  it('401: nobody is signed in', async () => {
    expectProblem(await askForAccounts(host, null), 401)
    expectProblem(await askForAccounts(host, { ...member, token: 'a.b.c' }), 401)
  })
})

describe('GET /api/fedcm/client-metadata', () => {
  const ask = (id: string, headers = FEDCM) =>
    send(host, { path: `/api/fedcm/client-metadata?client_id=${encodeURIComponent(id)}`, headers })

  it('200: a page of an allowed origin', async () => {
    const answer = await ask(PAGES, [...FEDCM, origin(PAGES)])
    expectJson(answer, 200)
    expect(answer.json()).toEqual({})
  })

  it.each(['https://evil.example', 'null', 'lk_0123456789abcdefghijkl', ''])('404: %s', async id =>
    expectProblem(await ask(id), 404),
  )
})

describe('POST /api/fedcm/disconnect', () => {
  it('200: the sessions of the page end, and the audit log says so', async () => {
    const person = await createMember(host, { email: `${makeUid()}@example.org` })
    const tokens = await signInAtClient(host, person, PAGES, { address: PAGES })
    const answer = await sendDisconnect(host, person, {
      client_id: PAGES,
      account_hint: person.uid,
    })
    expectJson(answer, 200)
    expect(answer.json()).toEqual({ account_id: String(person.id) })
    expect(readCorsHeaders(answer, host)).toEqual(buildGranted(PAGES))
    const after = await send(host, {
      path: '/api/id',
      headers: [['Authorization', `Bearer ${tokens.access_token}`]],
    })
    expect(after.status).toBe(401)
    expect((await send(host, { path: '/api/id', headers: [cookie(person.token)] })).status).toBe(
      200,
    )
    const [event] = await listAuditEvents(host, person.uid)
    expect(event).toMatchObject({
      action: 'consent_withdraw',
      result: 'ok',
      target: { uid: PAGES },
    })
    const again = await sendDisconnect(host, person, {
      client_id: PAGES,
      account_hint: String(person.id),
    })
    expectJson(again, 200)
  })

  it('400: another account, another page, or none', async () => {
    const other = await createMember(host)
    for (const account_hint of [other.uid, String(other.id), '', undefined]) {
      const answer = await sendDisconnect(host, member, { client_id: PAGES, account_hint })
      expectFedcmError(answer, 400, 'access_denied')
    }
    for (const client_id of ['https://app.example.org:8443', undefined]) {
      const answer = await sendDisconnect(host, member, { client_id, account_hint: member.uid })
      expectFedcmError(answer, 400, 'unauthorized_client')
    }
  })

  it('401: nobody is signed in', async () => {
    const headers = [...FEDCM, origin(PAGES)]
    const fields = { client_id: PAGES, account_hint: member.uid }
    expect((await sendDisconnect(host, member, fields, headers)).status).toBe(401)
  })

  it('403: a page of a stranger, a script, a program', async () => {
    const fields = { client_id: PAGES, account_hint: member.uid }
    const carried = cookie(member.token)
    for (const headers of [
      [...FEDCM, origin('https://evil.example'), carried],
      [...FEDCM, carried],
      [origin(PAGES), carried],
      [['Sec-Fetch-Dest', 'empty'] as const, origin(PAGES), carried],
    ]) {
      expect((await sendDisconnect(host, member, fields, headers)).status).toBe(403)
    }
  })
})

it('the page of an origin that may use bearer tokens alone is let through', async () => {
  const site = makeUnlistedOrigin()
  await allowOrigin(host, { origin: site, mode: 'bearer' })
  const { form } = makeAssertion(member, { fields: { client_id: site } })
  const headers = [...FEDCM, origin(site), cookie(member.token)]
  const ask = async () => {
    const answer = await sendAssertion(host, member, form, headers)
    expectJson(answer, 200)
    return readCorsHeaders(answer, host)
  }
  await expect.poll(ask, SOON).toEqual(buildGranted(site))
})
