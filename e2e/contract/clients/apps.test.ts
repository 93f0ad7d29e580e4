import { beforeEach, expect, it } from 'vitest'
import { bearer, send } from '../../fixtures/client.ts'
import { expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import {
  addClient,
  allowClient,
  type CodeDiffers,
  signInAtClient,
} from '../../fixtures/oauth-clients.ts'
import { createMember, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/id/apps'

const host = await requestHost()

let member: Person
beforeEach(async () => {
  const person = await createMember(host)
  member = { ...person, token: await signIn(host, person) }
})

const ask = (method: string, path: string) =>
  send(host, { method, path, headers: [bearer(member.token)] })
const signInAt = async (clientId: string, differs: CodeDiffers = {}) =>
  bearer((await signInAtClient(host, member, clientId, differs)).access_token)

it('200: lists what was allowed and what is signed in; 204: withdraws it', async () => {
  const id = await addClient(host)
  await allowClient(host, member, id)
  const token = await signInAt(id)
  const userinfo = { path: '/api/userinfo', headers: [token] }
  expect((await send(host, userinfo)).status).toBe(200)
  expect((await ask('GET', PATH)).json()).toEqual([
    {
      client_id: id,
      kind: 'application',
      name: 'Wiki',
      logo: null,
      scopes: ['openid', 'profile', 'email'],
      since: expect.any(String),
      lastUsed: expect.any(String),
      sessions: 1,
    },
  ])
  expect((await ask('DELETE', `${PATH}/${id}`)).status).toBe(204)
  expect((await ask('GET', PATH)).json()).toEqual([])
  expect((await send(host, userinfo)).status).toBe(401)
  expectProblem(await ask('DELETE', `${PATH}/${id}`), 404)
})

it('204: an origin is named percent-encoded', async () => {
  await signInAt(PAGES, { address: PAGES })
  expect((await ask('GET', PATH)).json()).toMatchObject([{ client_id: PAGES, kind: 'origin' }])
  expect((await ask('DELETE', `${PATH}/${encodeURIComponent(PAGES)}`)).status).toBe(204)
  expect((await ask('GET', PATH)).json()).toEqual([])
})

it('401: nobody, and 404: what others have allowed', async () => {
  expectProblem(await send(host, { path: PATH }), 401, MISSING)
  const id = await allowClient(host, await createMember(host))
  expectProblem(await send(host, { method: 'DELETE', path: `${PATH}/${id}` }), 401, MISSING)
  expectProblem(await ask('DELETE', `${PATH}/${id}`), 404)
})
