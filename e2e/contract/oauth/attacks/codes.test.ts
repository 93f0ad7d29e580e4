import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../../fixtures/access-tokens.ts'
import { bearer, type Header, origin, send } from '../../../fixtures/client.ts'
import { executeSql, formatMoment } from '../../../fixtures/database.ts'
import { AUDIENCE, LOCAL_PAGES, PAGES } from '../../../fixtures/host.ts'
import { attack, attackByCode } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  addCode,
  addConfidentialClient,
  type CodeDiffers,
  type ConfidentialClient,
  exchangeCode,
  expectClientTokens,
  type IssuedCode,
  postFields,
} from '../../../fixtures/oauth-clients.ts'
import { ENDINGS } from '../../../fixtures/oauth-endings.ts'
import { CALLBACK } from '../../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import { decodeToken } from '../../../fixtures/tokens.ts'

const TOKEN = '/api/token'

const host = await requestHost()

let member: Person
let client: string
let rival: ConfidentialClient
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
  rival = await addConfidentialClient(host)
})

/** Tries to change a code for tokens by what differs from the right request. */
const tryCode = (
  stored: CodeDiffers,
  differ: (made: IssuedCode) => Record<string, string>,
  ...headers: Header[]
) => attackByCode(host, member, client, stored, differ, ...headers)

describe('a code', () => {
  it.each<[string, (made: IssuedCode) => string]>([
    ['of nobody', () => 'x'],
    ['without its end', ({ code }) => code.slice(0, -1)],
    ['with more at its end', ({ code }) => `${code}A`],
    ['with a blank', ({ code }) => `${code} `],
    ['in capitals', ({ code }) => code.toUpperCase()],
    ['as it is stored', ({ row }) => row.id],
    ['that is very long', () => 'x'.repeat(20_000)],
    ['with a null character', ({ code }) => `${code}\0`],
    ['that is a pattern', () => '%'],
    ['that is SQL', () => "' OR '1'='1"],
    ['that is a session of the person', () => member.token],
  ])('400: %s', async (_, say) => {
    expectCode(await tryCode({}, made => ({ code: say(made) })), 400, 'invalid_grant')
  })

  it.each<[string, CodeDiffers, Record<string, string>, string]>([
    ['that is old', { expiresAt: new Date(Date.now() - 1000) }, {}, 'invalid_grant'],
    ['for another return address', {}, { redirect_uri: `${CALLBACK}/` }, 'invalid_grant'],
    ['for the same in another case', {}, { redirect_uri: CALLBACK.toUpperCase() }, 'invalid_grant'],
    ['for the same with a fragment', {}, { redirect_uri: `${CALLBACK}#` }, 'invalid_grant'],
    ['for another server', {}, { resource: AUDIENCE }, 'invalid_target'],
    ['for the server of nobody', {}, { resource: 'https://evil.example' }, 'invalid_target'],
    [
      'for ourselves in place of another',
      { resource: AUDIENCE },
      { resource: 'http://localhost' },
      'invalid_target',
    ],
    ['of a key without its proof', { jkt: 'k'.repeat(43) }, {}, 'invalid_grant'],
  ])('400: %s', async (_, stored, fields, error) => {
    expectCode(await tryCode(stored, () => fields), 400, error)
  })

  it('400: of another client, which spends nothing', async () => {
    const made = await addCode(host, member, client)
    const other = await addClient(host)
    const thefts = [
      () => exchangeCode(host, made, { client_id: other }),
      () => exchangeCode(host, made, { client_id: PAGES }),
      () => exchangeCode(host, made, {}, rival.basic),
    ]
    for (const theft of thefts) expectCode(await attack(host, member, theft), 400, 'invalid_grant')
    const mixed = () => exchangeCode(host, made, { client_id: client }, rival.basic)
    expectCode(await attack(host, member, mixed), 400, 'invalid_request')
    expect((await exchangeCode(host, made, { client_id: client })).status).toBe(200)
  })

  it('401: of a page of an origin, by a page of another', async () => {
    const made = await addCode(host, member, PAGES)
    for (const page of [LOCAL_PAGES, 'http://127.0.0.1:4100']) {
      const theft = () => exchangeCode(host, made, { client_id: PAGES }, origin(page))
      expectCode(await attack(host, member, theft), 401, 'invalid_client')
    }
    const own = await exchangeCode(host, made, { client_id: PAGES }, origin(PAGES))
    expect(own.status).toBe(200)
  })

  it('403: by a page that is not allowed', async () => {
    const answer = await tryCode({}, () => ({}), origin('https://evil.example'))
    expectCode(answer, 403, 'origin_not_allowed')
    expect(answer.all('access-control-allow-origin')).toEqual([])
  })

  it('400: used again ends what came of it, whoever does that as the same client', async () => {
    const made = await addCode(host, member, PAGES)
    const first = await exchangeCode(host, made, { client_id: PAGES })
    const { access_token, refresh_token } = expectClientTokens(first)
    const wrong = { client_id: PAGES, code_verifier: 'v'.repeat(43) }
    expectCode(await exchangeCode(host, made, wrong), 400, 'invalid_grant')
    const answer = await send(host, { path: '/api/id', headers: [bearer(access_token)] })
    expect(answer.status).toBe(401)
    const refresh = { grant_type: 'refresh_token', refresh_token, client_id: PAGES }
    expectCode(await postFields(host, TOKEN, refresh), 400, 'invalid_grant')
  })

  it('400: used again by another client ends nothing', async () => {
    const made = await addCode(host, member, PAGES)
    const first = await exchangeCode(host, made, { client_id: PAGES })
    const theft = () => exchangeCode(host, made, { client_id: client })
    expectCode(await attack(host, member, theft), 400, 'invalid_grant')
    const headers = [bearer(expectClientTokens(first).access_token)]
    expect((await send(host, { path: '/api/id', headers })).status).toBe(200)
  })

  it('of ten uses at once, one is answered, and its tokens are soon over', async () => {
    const made = await addCode(host, member, PAGES)
    const uses = Array.from({ length: 10 }, () => exchangeCode(host, made, { client_id: PAGES }))
    const answers = await Promise.all(uses)
    const good = answers.filter(({ status }) => status === 200)
    expect(good.length).toBeLessThan(2)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectCode(answer, 400, 'invalid_grant')
    }
    for (const answer of good) {
      const headers = [bearer(expectClientTokens(answer).access_token)]
      expect((await send(host, { path: '/api/id', headers })).status).toBe(401)
    }
  })

  it('200: its nonce and its scope are those of its request', async () => {
    const made = await addCode(host, member, client, { nonce: 'n-1', scope: 'openid' })
    const more = { client_id: client, nonce: 'evil', scope: 'openid profile email', state: 'evil' }
    const answer = await exchangeCode(host, made, more)
    const { id_token, scope } = expectClientTokens(answer)
    expect(scope).toBe('openid')
    expect(decodeToken(id_token).payload.nonce).toBe('n-1')
  })
})

describe('a code, when meanwhile', () => {
  it.each<(typeof ENDINGS)[number]>([
    ...ENDINGS,
    [
      'the session ended',
      ({ id }) => `UPDATE "Session" SET "expiresAt" = ${formatMoment(-1)} WHERE "userId" = ${id}`,
      400,
      'invalid_grant',
    ],
  ])('%s', async (_, write, status, error) => {
    const person = await createMember(host)
    const id = await addClient(host)
    const made = await addCode(host, person, id)
    await executeSql(host, write(person, id))
    const use = () => exchangeCode(host, made, { client_id: id })
    expectCode(await attack(host, person, use), status, error)
  })
})
