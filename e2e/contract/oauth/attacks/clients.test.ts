import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, postForm } from '../../../fixtures/access-tokens.ts'
import { ASSERTION_TYPE } from '../../../fixtures/assertion-attacks.ts'
import type { Header } from '../../../fixtures/client.ts'
import { addClients, CLIENT_ATTACKS, type Clients } from '../../../fixtures/client-attacks.ts'
import { executeSql, formatMoment } from '../../../fixtures/database.ts'
import { PAGES } from '../../../fixtures/host.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addCode,
  addConfidentialClient,
  exchangeCode,
  makeCodeGrant,
  postFields,
  signInAtClient,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const host = await requestHost()

let member: Person
let clients: Clients
beforeAll(async () => {
  member = await createMember(host)
  clients = await addClients(host)
})

const askAs = async (whose: string, fields: Record<string, string>, headers: Header[]) => {
  const made = await addCode(host, member, whose)
  return attack(host, member, () => exchangeCode(host, made, fields, ...headers))
}

describe('a client is not', () => {
  it.each(CLIENT_ATTACKS)('401: %s', async (_, whose, fields, headers = () => []) => {
    const answer = await askAs(whose(clients), fields(clients), headers(clients))
    expectCode(answer, 401, 'invalid_client')
    expect(answer.all('www-authenticate')).toHaveLength(1)
  })

  it.each(['revoke', 'introspect'])('401: who proves nothing to %s', async endpoint => {
    const { basic } = clients
    const path = `/api/token/${endpoint}`
    const { access_token: token } = await signInAtClient(host, member, basic)
    const fields = { token, client_id: basic.id }
    expectCode(
      await attack(host, member, () => postFields(host, path, fields)),
      401,
      'invalid_client',
    )
  })

  it('401: a public one, to introspect', async () => {
    for (const client_id of [clients.open, PAGES]) {
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

  it.each<[string, (all: Clients) => Record<string, string>, (all: Clients) => Header[]]>([
    [
      'Basic and a secret',
      ({ basic }) => ({ client_id: basic.id, client_secret: basic.secret }),
      ({ basic }) => [basic.basic],
    ],
    [
      'Basic and an assertion',
      () => ({ client_assertion: 'a.b.c', client_assertion_type: ASSERTION_TYPE }),
      ({ basic }) => [basic.basic],
    ],
    [
      'a secret and an assertion',
      ({ post }) => ({
        client_id: post.id,
        client_secret: post.secret,
        client_assertion: 'a.b.c',
        client_assertion_type: ASSERTION_TYPE,
      }),
      () => [],
    ],
    [
      'Basic of one and the name of another',
      ({ open }) => ({ client_id: open }),
      ({ basic }) => [basic.basic],
    ],
    [
      'the type of an assertion without one',
      ({ keyed }) => ({ client_id: keyed.id, client_assertion_type: ASSERTION_TYPE }),
      () => [],
    ],
  ])('400: by two ways, %s', async (_, fields, headers) => {
    const answer = await askAs(clients.basic.id, fields(clients), headers(clients))
    expectCode(answer, 400, 'invalid_request')
  })

  it.each(['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'])(
    '400: by %s twice',
    async name => {
      const { id, secret } = clients.post
      const grant = makeCodeGrant(await addCode(host, member, id))
      const own = new URLSearchParams({ ...grant, client_id: id, client_secret: secret })
      const body = `${own}&${name}=x&${name}=x`
      const answer = await attack(host, member, () => postForm(host, '/api/token', body))
      expectCode(answer, 400, 'invalid_request')
    },
  )

  it('401: by a secret in the address', async () => {
    const { id, secret } = clients.post
    const path = `/api/token?client_id=${id}&client_secret=${secret}`
    const fields = makeCodeGrant(await addCode(host, member, id))
    const answer = await attack(host, member, () => postFields(host, path, fields))
    expectCode(answer, 401, 'invalid_client')
  })
})
