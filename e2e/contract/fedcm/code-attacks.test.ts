import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../fixtures/access-tokens.ts'
import { bearer, sendJson } from '../../fixtures/client.ts'
import { askForCode } from '../../fixtures/fedcm.ts'
import { PAGES } from '../../fixtures/host.ts'
import { exchangeCode } from '../../fixtures/oauth-clients.ts'
import { createMember, endSessions, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const APP = 'https://app.example.org:8443'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

describe('a code', () => {
  it('400: of another page', async () => {
    const made = await askForCode(host, member)
    expectCode(await exchangeCode(host, made, { client_id: APP }), 400, 'invalid_grant')
  })

  it('400: with another verifier', async () => {
    const made = await askForCode(host, member)
    const stolen = { ...made, verifier: 'v'.repeat(43) }
    expectCode(await exchangeCode(host, stolen, { client_id: PAGES }), 400, 'invalid_grant')
  })

  it('400: used twice, and what came of the first use is over', async () => {
    const person = await createMember(host)
    const made = await askForCode(host, person)
    const first = await exchangeCode(host, made, { client_id: PAGES })
    const { access_token } = first.json<{ access_token: string }>()
    expectCode(await exchangeCode(host, made, { client_id: PAGES }), 400, 'invalid_grant')
    const call = { method: 'GET', path: '/api/id', headers: [bearer(access_token)] }
    expect((await sendJson(host, call, {})).status).toBe(401)
  })

  it('400: of somebody who has signed out', async () => {
    const person = await createMember(host)
    const made = await askForCode(host, { ...person, token: await signIn(host, person) })
    await endSessions(host, person.uid)
    expectCode(await exchangeCode(host, made, { client_id: PAGES }), 400, 'invalid_grant')
  })
})
