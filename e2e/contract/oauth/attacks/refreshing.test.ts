import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, postForm } from '../../../fixtures/access-tokens.ts'
import { type Header, origin } from '../../../fixtures/client.ts'
import { executeSql } from '../../../fixtures/database.ts'
import { AUDIENCE, PAGES } from '../../../fixtures/host.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  addConfidentialClient,
  type ClientTokens,
  type CodeDiffers,
  type ConfidentialClient,
  expectClientTokens,
  postFields,
  signInAtClient,
} from '../../../fixtures/oauth-clients.ts'
import { ENDINGS } from '../../../fixtures/oauth-endings.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const TOKEN = '/api/token'

const host = await requestHost()

let member: Person
let client: string
let confidential: ConfidentialClient
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
  confidential = await addConfidentialClient(host)
})

const begin = (differs: CodeDiffers = {}) => signInAtClient(host, member, client, differs)
const refresh = (fields: Record<string, string>, ...headers: Header[]) =>
  postFields(host, TOKEN, { grant_type: 'refresh_token', ...fields }, ...headers)

describe('a refresh token', () => {
  it.each<[string, (tokens: ClientTokens) => string]>([
    ['of nobody', () => 'x'],
    ['without its end', ({ refresh_token }) => refresh_token.slice(0, -1)],
    ['in capitals', ({ refresh_token }) => refresh_token.toUpperCase()],
    ['with a blank', ({ refresh_token }) => `${refresh_token} `],
    ['that is an access token', ({ access_token }) => access_token],
    ['that is an ID token', ({ id_token }) => id_token],
    ['that is a session', () => member.token],
  ])('400: %s', async (_, say) => {
    const refresh_token = say(await begin())
    const act = () => refresh({ refresh_token, client_id: client })
    expectCode(await attack(host, member, act), 400, 'invalid_grant')
  })

  it('of another client is used up by nobody', async () => {
    const { refresh_token } = await begin()
    const other = await addClient(host)
    const thefts: [Record<string, string>, Header[], number, string][] = [
      [{}, [], 401, 'invalid_client'],
      [{ client_id: other }, [], 400, 'invalid_grant'],
      [{ client_id: PAGES }, [origin(PAGES)], 400, 'invalid_grant'],
      [{}, [confidential.basic], 400, 'invalid_grant'],
      [{ client_id: 'lk_nobody' }, [], 401, 'invalid_client'],
      [{ client_id: client, client_secret: 'x' }, [], 401, 'invalid_client'],
    ]
    for (const [fields, headers, status, error] of thefts) {
      const act = () => refresh({ refresh_token, ...fields }, ...headers)
      expectCode(await attack(host, member, act), status, error)
    }
    expect((await refresh({ refresh_token, client_id: client })).status).toBe(200)
  })

  it.each<[string, Record<string, string>, string]>([
    ['for more than was granted', { scope: 'openid email' }, 'invalid_scope'],
    ['for what there is not', { scope: 'openid admin' }, 'invalid_scope'],
    ['for everything', { scope: '*' }, 'invalid_scope'],
    ['for more, with a tab', { scope: 'openid\temail' }, 'invalid_scope'],
    ['for another server', { resource: AUDIENCE }, 'invalid_target'],
    ['for the server of nobody', { resource: 'https://evil.example' }, 'invalid_target'],
  ])('400: %s', async (_, fields, error) => {
    const { refresh_token } = await begin({ scope: 'openid' })
    const act = () => refresh({ refresh_token, client_id: client, ...fields })
    expectCode(await attack(host, member, act), 400, error)
  })

  it('400: for two servers', async () => {
    const { refresh_token } = await begin()
    const body = `grant_type=refresh_token&refresh_token=${refresh_token}&client_id=${client}`
    const act = () => postForm(host, TOKEN, `${body}&resource=${AUDIENCE}&resource=${AUDIENCE}`)
    expectCode(await attack(host, member, act), 400, 'invalid_target')
  })

  it.each(ENDINGS)('when meanwhile %s', async (_, write, status, error) => {
    const person = await createMember(host)
    const id = await addClient(host)
    const { refresh_token } = await signInAtClient(host, person, id)
    await executeSql(host, write(person, id))
    const act = () => refresh({ refresh_token, client_id: id })
    expectCode(await attack(host, person, act), status, error)
  })

  it('400: used again later ends the session of its client', async () => {
    const first = await begin()
    const fields = { client_id: client }
    const second = await refresh({ ...fields, refresh_token: first.refresh_token })
    const { refresh_token } = expectClientTokens(second)
    expect((await refresh({ ...fields, refresh_token })).status).toBe(200)
    expectCode(
      await refresh({ ...fields, refresh_token: first.refresh_token }),
      400,
      'invalid_grant',
    )
    const after = () => refresh({ ...fields, refresh_token })
    expectCode(await attack(host, member, after), 400, 'invalid_grant')
  })
})
