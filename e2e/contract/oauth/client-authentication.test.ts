import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../fixtures/access-tokens.ts'
import { origin } from '../../fixtures/client.ts'
import { PAGES } from '../../fixtures/host.ts'
import {
  addClient,
  addCode,
  addConfidentialClient,
  exchangeCode,
  expectClientTokens,
  postFields,
  sayBasic,
} from '../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/token'

const host = await requestHost()

let member: Person
let client: string
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
})

describe('a client at POST /api/token', () => {
  it('200: by its secret', async () => {
    const { id, basic } = await addConfidentialClient(host)
    expectClientTokens(await exchangeCode(host, await addCode(host, member, id), {}, basic))
    const post = await addConfidentialClient(host, { authMethod: 'client_secret_post' })
    const fields = { client_id: post.id, client_secret: post.secret }
    expectClientTokens(await exchangeCode(host, await addCode(host, member, post.id), fields))
  })

  it('401: a wrong secret, another method, nobody; Basic is named', async () => {
    const { id, secret, basic } = await addConfidentialClient(host)
    const made = await addCode(host, member, id)
    const answers = [
      await exchangeCode(host, made, {}, sayBasic(id, 'wrong')),
      await exchangeCode(host, made, { client_id: id }),
      await exchangeCode(host, made, { client_id: id, client_secret: secret }),
      await exchangeCode(host, made, { client_id: 'lk_none' }),
      await exchangeCode(host, made, {}),
    ]
    for (const answer of answers) {
      expectCode(answer, 401, 'invalid_client')
      expect(answer.one('www-authenticate')).toBe('Basic realm="Latchkey", charset="UTF-8"')
    }
    expectClientTokens(await exchangeCode(host, made, {}, basic))
  })

  it('401: a page hears of it without a question for a password', async () => {
    const made = await addCode(host, member, client)
    const fields = { client_id: 'https://evil.example' }
    const answer = await exchangeCode(host, made, fields, origin(PAGES))
    expectCode(answer, 401, 'invalid_client')
    expect(answer.one('www-authenticate')).toBe('Bearer')
  })

  it('400: two methods at once', async () => {
    const { id, secret, basic } = await addConfidentialClient(host)
    const fields = { client_id: id, client_secret: secret }
    const made = await addCode(host, member, id)
    expectCode(await exchangeCode(host, made, fields, basic), 400, 'invalid_request')
  })

  it('refreshes what it was given, and nobody else does', async () => {
    const { id, basic } = await addConfidentialClient(host)
    const other = await addConfidentialClient(host)
    const made = await addCode(host, member, id)
    const { refresh_token } = expectClientTokens(await exchangeCode(host, made, {}, basic))
    const fields = { grant_type: 'refresh_token', refresh_token }
    expectCode(await postFields(host, PATH, fields), 401, 'invalid_client')
    expectCode(await postFields(host, PATH, fields, other.basic), 400, 'invalid_grant')
    const wider = { ...fields, scope: 'openid admin' }
    expectCode(await postFields(host, PATH, wider, basic), 400, 'invalid_scope')
    const narrow = await postFields(host, PATH, { ...fields, scope: 'openid' }, basic)
    expect(expectClientTokens(narrow).scope).toBe('openid')
  })
})
