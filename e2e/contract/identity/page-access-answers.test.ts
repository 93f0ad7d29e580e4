import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, origin, postJson, send } from '../../fixtures/client.ts'
import { allowOrigin, changeOrigin, makeUnlistedOrigin, SOON } from '../../fixtures/origins.ts'
import { allowSites, readCode, type Site, signInOnPage } from '../../fixtures/page-access.ts'
import {
  createAdmin,
  createMember,
  makeUid,
  makeUserInput,
  type Person,
  signIn,
} from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let sites: Site[]
let administrator: Person
let other: Person
beforeAll(async () => {
  administrator = await createAdmin(host)
  other = await createMember(host)
  sites = await allowSites(host)
})

it('403: a member gets insufficient_role on any page, since no entry would help them', async () => {
  for (const site of sites) {
    const headers = await signInOnPage(host, site, other, 'cookie')
    expect(readCode(await send(host, { path: '/api/origins', headers }))).toBe(
      '403 insufficient_role',
    )
  }
})

it('a page that may not act as an administrator sees of others what members see', async () => {
  const keys: string[][] = []
  for (const site of sites.slice(1)) {
    const headers = await signInOnPage(host, site, administrator, 'token')
    const answer = await send(host, { path: `/api/users/${other.uid}`, headers })
    keys.push(Object.keys(answer.json()))
  }
  expect(keys[0]).not.toContain('email')
  expect(keys[1]).toContain('email')
})

it('a page with account learns of nobody else: the same for whoever exists and for nobody', async () => {
  const [site] = sites as [Site]
  const headers = await signInOnPage(host, site, administrator, 'cookie')
  const [known, unknown] = await Promise.all(
    [other.uid, 'nobody'].map(uid => send(host, { path: `/api/users/${uid}`, headers })),
  )
  expect([known?.status, known?.text]).toEqual([403, unknown?.text])
  const avatar = await send(host, { path: `/api/users/${other.uid}/pfp`, headers })
  expect(avatar.text).toContain('<svg')
})

describe('what was refused', () => {
  type Refusal = { origin: string; reason: string; allowed: boolean; grant: { id: number } | null }
  const findRefusal = async (site: string, reason: string) => {
    const headers = [bearer(host.adminToken)]
    const answer = await send(host, { path: '/api/origins/refusals?limit=100', headers })
    return answer.json<Refusal[]>().find(one => one.origin === site && one.reason === reason)
  }

  it('is shown with the change to the entry that would let it through, and then is', async () => {
    const site = { origin: makeUnlistedOrigin(), access: 'account' as const }
    const path = await allowOrigin(host, { ...site, passwords: true })
    const id = Number(path.split('/').at(-1))
    const headers = await signInOnPage(host, site, administrator, 'cookie')
    const list = () => send(host, { path: '/api/users?limit=1', headers })
    const refused = await list()
    expect(readCode(refused)).toBe('403 origin_access')
    expect(refused.json<{ message: string }>().message).toContain('"users"')
    const find = () => findRefusal(site.origin, 'origin_access')
    await expect.poll(find, SOON).toMatchObject({ allowed: false, grant: { id, access: 'users' } })
    await changeOrigin(host, path, { access: 'users' })
    await expect.poll(async () => (await list()).status, SOON).toBe(200)
    expect(await find()).toMatchObject({ allowed: true, grant: null })
  })

  it('403: a password, unless the entry of the page takes it', async () => {
    const site = makeUnlistedOrigin()
    const path = await allowOrigin(host, { origin: site })
    const { uid, password } = other
    const ways = [
      ['/api/authenticate', { uid, password }],
      ['/api/users/authenticate', { uid, password }],
      ['/api/token', { grant_type: 'password', uid, password }],
    ] as const
    const tryAll = () =>
      Promise.all(ways.map(([to, body]) => postJson(host, to, body, [origin(site)])))
    for (const answer of await tryAll()) expect(readCode(answer)).toBe('403 origin_no_passwords')
    const find = () => findRefusal(site, 'origin_no_passwords')
    await expect.poll(find, SOON).toMatchObject({ allowed: false, grant: { passwords: true } })
    await changeOrigin(host, path, { passwords: true })
    const statuses = async () => (await tryAll()).map(({ status }) => status)
    await expect.poll(statuses, SOON).toEqual([200, 200, 200])
    expect(await find()).toMatchObject({ allowed: true, grant: null })
  })

  it('is in the audit log, with the user in whose name it was tried', async () => {
    const [site] = sites as [Site]
    const headers = await signInOnPage(host, site, administrator, 'token')
    await send(host, { path: '/api/audit', headers })
    const query = `/api/audit?action=cross_site&q=${administrator.uid}`
    const find = async () =>
      (await send(host, { path: query, headers: [bearer(host.adminToken)] })).text
    await expect.poll(find, SOON).toContain('origin_access')
  })
})

it('an uid with characters that a path escapes is found in the table, too', async () => {
  const email = `${makeUid()}@example.org`
  const input = makeUserInput({ uid: email, email })
  expect((await postJson(host, '/api/users', input, [bearer(host.adminToken)])).status).toBe(201)
  const person = { ...input, id: 0, token: await signIn(host, input) }
  const [site] = sites as [Site]
  const headers = await signInOnPage(host, site, person, 'cookie')
  for (const uid of [encodeURIComponent(person.uid), person.uid, `${person.uid}/`]) {
    expect((await send(host, { path: `/api/users/${uid}`, headers })).status).toBe(200)
  }
})
