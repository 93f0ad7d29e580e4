import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, postForm } from '../../../fixtures/access-tokens.ts'
import { cookie, type Header, origin, postJson, send } from '../../../fixtures/client.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  addCode,
  addConfidentialClient,
  exchangeCode,
  makeCodeGrant,
  postFields,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const TOKEN = '/api/token'

const host = await requestHost()

let member: Person
let client: string
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
})

/** The fields that change a new code for tokens. */
const makeFields = async () => ({
  ...makeCodeGrant(await addCode(host, member, client)),
  client_id: client,
})

describe('a grant', () => {
  it.each([
    'client_credentials',
    'implicit',
    'authorization_code ',
    'AUTHORIZATION_CODE',
    'refresh_token,password',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:ietf:params:oauth:grant-type:saml2-bearer',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'urn:openid:params:grant-type:ciba',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ])('400: %s', async grant_type => {
    const { uid, password } = member
    const fields = { ...(await makeFields()), uid, password, grant_type }
    const answer = await attack(host, member, () => postFields(host, TOKEN, fields))
    expectCode(answer, 400, 'unsupported_grant_type')
  })

  it.each(['grant_type', 'code', 'code_verifier', 'redirect_uri', 'refresh_token', 'scope'])(
    '400: %s twice',
    async name => {
      const fields = await makeFields()
      const values: Record<string, string> = { ...fields, grant_type: 'password' }
      const twice = `${name}=${values[name] ?? 'x'}&${name}=${values[name] ?? 'x'}`
      const body = `${new URLSearchParams(fields)}&${twice}`
      const answer = await attack(host, member, () => postForm(host, TOKEN, body))
      expectCode(answer, 400, 'invalid_request')
    },
  )

  it.each(['code', 'code_verifier', 'client_id', 'grant_type', 'resource'])(
    '400: %s that is no text',
    async name => {
      const fields = await makeFields()
      const { code } = fields
      for (const value of [[code], { code }, 1, true]) {
        const body = { ...fields, [name]: value }
        const answer = await attack(host, member, () => postJson(host, TOKEN, body))
        expect(answer.status).toBe(400)
      }
    },
  )

  it.each<[string, Header[], number]>([
    ['text', [['Content-Type', 'text/plain']], 415],
    ['a form in parts', [['Content-Type', 'multipart/form-data; boundary=x']], 415],
    ['a form of another name', [['Content-Type', 'application/x-www-form-urlencoded2']], 415],
    ['no type', [], 415],
    ['a form that says it is JSON', [['Content-Type', 'application/json']], 400],
  ])('%s', async (_, headers, status) => {
    const body = String(new URLSearchParams(await makeFields()))
    const act = () => send(host, { method: 'POST', path: TOKEN, headers, body })
    const answer = await attack(host, member, act)
    expect(answer.status).toBe(status)
  })

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('405: by %s', async method => {
    const path = `${TOKEN}?${new URLSearchParams(await makeFields())}`
    const answer = await attack(host, member, () => send(host, { method, path }))
    expect([answer.status, answer.one('allow')]).toEqual([405, 'POST, OPTIONS'])
  })

  it('400: in the address', async () => {
    const path = `${TOKEN}?${new URLSearchParams(await makeFields())}`
    expectCode(await attack(host, member, () => postForm(host, path, '')), 400, 'invalid_request')
  })

  it('400: by password, of an application that is registered', async () => {
    const { uid, password } = member
    const fields = { grant_type: 'password', uid, password }
    const { id, basic } = await addConfidentialClient(host)
    for (const [more, headers] of [
      [{ client_id: client }, []],
      [{ client_id: id }, []],
      [{ client_id: client, client_secret: 'x' }, []],
      [{}, [basic]],
    ] as const) {
      const act = () => postFields(host, TOKEN, { ...fields, ...more }, ...headers)
      expectCode(await attack(host, member, act), 400, 'unauthorized_client')
    }
  })

  it('400: of the session by a form, by which any site would ask with the cookie', async () => {
    for (const fields of [{}, { grant_type: 'session' }]) {
      const act = () => postFields(host, TOKEN, fields, cookie(member.token))
      expectCode(await attack(host, member, act), 400, 'invalid_request')
    }
  })

  it('a cookie beside a code is not looked at', async () => {
    const other = await createMember(host)
    const made = await addCode(host, member, client)
    const act = () => exchangeCode(host, made, { client_id: client }, cookie(other.token))
    const answer = await attack(host, other, act)
    expect(answer.status).toBe(200)
  })

  it('403: of a page that is not allowed', async () => {
    const { uid, password } = member
    const evil = origin('https://evil.example')
    const fields = { grant_type: 'password', uid, password }
    const answer = await attack(host, member, () => postFields(host, TOKEN, fields, evil))
    expectCode(answer, 403, 'origin_not_allowed')
  })
})
