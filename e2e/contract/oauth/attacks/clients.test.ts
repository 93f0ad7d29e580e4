import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, postForm, type Tokens } from '../../../fixtures/access-tokens.ts'
import {
  ASSERTION_TYPE,
  addKeyClient,
  type KeyClient,
} from '../../../fixtures/assertion-attacks.ts'
import type { Header } from '../../../fixtures/client.ts'
import { executeSql, formatMoment } from '../../../fixtures/database.ts'
import { PAGES } from '../../../fixtures/host.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  addCode,
  addConfidentialClient,
  exchangeCode,
  postFields,
  sayBasic,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const host = await requestHost()

type Confidential = Awaited<ReturnType<typeof addConfidentialClient>>

let member: Person
let client: string
let basic: Confidential
let post: Confidential
let rival: Confidential
let keyed: KeyClient
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
  basic = await addConfidentialClient(host)
  post = await addConfidentialClient(host, { authMethod: 'client_secret_post' })
  rival = await addConfidentialClient(host)
  keyed = await addKeyClient(host)
})

const encode = (pair: string) => Buffer.from(pair).toString('base64')
const authorization = (value: string): Header => ['Authorization', value]

type Row = [
  what: string,
  whose: () => string,
  fields: () => Record<string, string>,
  headers?: () => Header[],
]

const UNPROVEN: Row[] = [
  ['nobody', () => client, () => ({})],
  ['a client of nobody', () => client, () => ({ client_id: `lk_${'x'.repeat(22)}` })],
  ['an origin that is not allowed', () => client, () => ({ client_id: 'https://evil.example' })],
  [
    'a public client with a secret',
    () => client,
    () => ({ client_id: client, client_secret: 'x' }),
  ],
  ['a public client by Basic', () => client, () => ({}), () => [sayBasic(client, '')]],
  ['an origin with a secret', () => PAGES, () => ({ client_id: PAGES, client_secret: 'x' })],
  ['an origin by Basic', () => PAGES, () => ({}), () => [sayBasic(PAGES, '')]],
  [
    'a confidential client that only says its name',
    () => basic.id,
    () => ({ client_id: basic.id }),
  ],
  [
    'its name and an empty secret',
    () => post.id,
    () => ({ client_id: post.id, client_secret: '' }),
  ],
  [
    'another method than its own',
    () => basic.id,
    () => ({ client_id: basic.id, client_secret: basic.secret }),
  ],
  [
    'Basic for a client that posts',
    () => post.id,
    () => ({}),
    () => [sayBasic(post.id, post.secret)],
  ],
  ['a secret of nobody', () => basic.id, () => ({}), () => [sayBasic(basic.id, 'x')]],
  ['the secret of another', () => basic.id, () => ({}), () => [sayBasic(basic.id, rival.secret)]],
  [
    'a secret without its end',
    () => post.id,
    () => ({ client_id: post.id, client_secret: post.secret.slice(0, -1) }),
  ],
  [
    'a secret with a blank',
    () => post.id,
    () => ({ client_id: post.id, client_secret: `${post.secret} ` }),
  ],
  [
    'a secret in capitals',
    () => post.id,
    () => ({ client_id: post.id, client_secret: post.secret.toUpperCase() }),
  ],
  ['a pattern', () => post.id, () => ({ client_id: post.id, client_secret: '%' })],
  [
    'Basic without a colon',
    () => basic.id,
    () => ({}),
    () => [authorization(`Basic ${encode(basic.id)}`)],
  ],
  ['Basic that is no Base64', () => basic.id, () => ({}), () => [authorization('Basic ÿ?')]],
  [
    'Basic with a broken escape',
    () => basic.id,
    () => ({}),
    () => [authorization(`Basic ${encode(`${basic.id}:%zz`)}`)],
  ],
  [
    'Basic without a name',
    () => basic.id,
    () => ({}),
    () => [authorization(`Basic ${encode(`:${basic.secret}`)}`)],
  ],
  [
    'two of Basic',
    () => basic.id,
    () => ({}),
    () => [authorization(`${sayBasic(rival.id, 'x')[1]}, ${sayBasic(basic.id, basic.secret)[1]}`)],
  ],
  ['Bearer', () => basic.id, () => ({}), () => [authorization(`Bearer ${basic.secret}`)]],
  [
    'a client by a key with a secret',
    () => keyed.id,
    () => ({ client_id: keyed.id, client_secret: 'x' }),
  ],
  ['a client by a key that only says its name', () => keyed.id, () => ({ client_id: keyed.id })],
]

const askAs = async (whose: string, fields: Record<string, string>, headers: Header[]) => {
  const made = await addCode(host, member, whose)
  return attack(host, member, () => exchangeCode(host, made, fields, ...headers))
}

describe('a client is not', () => {
  it.each(UNPROVEN)('401: %s', async (_, whose, fields, headers = () => []) => {
    const answer = await askAs(whose(), fields(), headers())
    expectCode(answer, 401, 'invalid_client')
    expect(answer.all('www-authenticate')).toHaveLength(1)
  })

  it.each(['revoke', 'introspect'])('401: who proves nothing to %s', async endpoint => {
    const path = `/api/token/${endpoint}`
    const made = await addCode(host, member, basic.id)
    const { access_token: token } = (await exchangeCode(host, made, {}, basic.basic)).json<Tokens>()
    const fields = { token, client_id: basic.id }
    expectCode(
      await attack(host, member, () => postFields(host, path, fields)),
      401,
      'invalid_client',
    )
  })

  it('401: a public one, to introspect', async () => {
    for (const client_id of [client, PAGES]) {
      const fields = { token: member.token, client_id }
      const answer = await postFields(host, '/api/token/introspect', fields)
      expectCode(answer, 401, 'invalid_client')
    }
  })

  it('401: by a secret that is over', async () => {
    const old = await addConfidentialClient(host)
    await executeSql(
      host,
      `UPDATE "ClientSecret" SET "expiresAt" = ${formatMoment(-1)} WHERE "clientId" = '${old.id}'`,
    )
    expectCode(await askAs(old.id, {}, [old.basic]), 401, 'invalid_client')
  })

  it.each<[string, () => Record<string, string>, () => Header[]]>([
    [
      'Basic and a secret',
      () => ({ client_id: basic.id, client_secret: basic.secret }),
      () => [basic.basic],
    ],
    [
      'Basic and an assertion',
      () => ({ client_assertion: 'a.b.c', client_assertion_type: ASSERTION_TYPE }),
      () => [basic.basic],
    ],
    [
      'a secret and an assertion',
      () => ({
        client_id: post.id,
        client_secret: post.secret,
        client_assertion: 'a.b.c',
        client_assertion_type: ASSERTION_TYPE,
      }),
      () => [],
    ],
    ['Basic of one and the name of another', () => ({ client_id: client }), () => [basic.basic]],
    [
      'the type of an assertion without one',
      () => ({ client_id: keyed.id, client_assertion_type: ASSERTION_TYPE }),
      () => [],
    ],
  ])('400: by two ways, %s', async (_, fields, headers) => {
    expectCode(await askAs(basic.id, fields(), headers()), 400, 'invalid_request')
  })

  it.each(['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'])(
    '400: by %s twice',
    async name => {
      const { code, verifier } = await addCode(host, member, post.id)
      const grant = `grant_type=authorization_code&code=${code}&code_verifier=${verifier}`
      const own = `client_id=${post.id}&client_secret=${post.secret}`
      const body = `${grant}&${own}&${name}=x&${name}=x`
      const answer = await attack(host, member, () => postForm(host, '/api/token', body))
      expectCode(answer, 400, 'invalid_request')
    },
  )

  it('401: by a secret in the address', async () => {
    const { code, verifier } = await addCode(host, member, post.id)
    const path = `/api/token?client_id=${post.id}&client_secret=${post.secret}`
    const fields = { grant_type: 'authorization_code', code, code_verifier: verifier }
    const answer = await attack(host, member, () => postFields(host, path, fields))
    expectCode(answer, 401, 'invalid_client')
  })
})
