import { bearer, send } from '../fixtures/client.ts'
import { createDpopKey, dpop, dpopBearer } from '../fixtures/dpop.ts'
import { postFields } from '../fixtures/oauth-clients.ts'
import { callApi, expect, test } from './sites.ts'

/** What a script of the page can take of a session. */
type Loot = {
  stored: string[]
  exported: string
  refresh: string
  calls: { path: string; token: string; proof: string }[]
}

test('what a hostile script takes from a page opens nothing elsewhere', async ({
  open,
  person,
  sites,
}) => {
  const page = await open({ storage: 'session' })
  // It was there first, and sees each request.
  await page.evaluate(() => {
    const { fetch } = globalThis
    const calls: Loot['calls'] = []
    Object.assign(globalThis, { calls })
    globalThis.fetch = (url, init) => {
      const headers = new Headers(init?.headers)
      const token = (headers.get('Authorization') ?? '').replace('DPoP ', '')
      const { pathname: path } = new URL(String(url))
      calls.push({ path, token, proof: headers.get('DPoP') ?? '' })
      return fetch(url, init)
    }
  })
  const opening = page.waitForEvent('popup')
  const signed = page.evaluate(async () => (await auth.signIn()).uid)
  const popup = await opening
  await popup.getByRole('textbox', { name: 'User ID' }).fill(person.uid)
  await popup.getByLabel('Password', { exact: true }).fill(person.password)
  await popup.getByRole('button', { name: 'Sign in' }).click()
  expect(await signed).toBe(person.uid)
  expect(await callApi(page, '/api/users')).toBe(200)

  const loot = await page.evaluate(async (): Promise<Loot> => {
    const wait = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await wait(indexedDB.open('latchkey'))
    const store = database.transaction('sessions').objectStore('sessions')
    const [record] = await wait(store.getAll())
    const exported = await Promise.all(
      (['jwk', 'pkcs8'] as const).map(format =>
        crypto.subtle.exportKey(format, record.key.privateKey).then(
          () => 'exported',
          error => error.name,
        ),
      ),
    )
    const { calls } = globalThis as unknown as Loot
    const stored = [localStorage, sessionStorage].map(storage => JSON.stringify({ ...storage }))
    return { stored, exported: exported.join(), refresh: record.refresh, calls }
  })

  const call = loot.calls.find(({ path }) => path === '/api/users')
  if (!call) throw new Error('The script saw no call.')
  expect(loot.exported).toBe('InvalidAccessError,InvalidAccessError')
  for (const text of loot.stored) {
    for (const secret of [loot.refresh, call.token, person.password]) {
      expect(text).not.toContain(secret)
    }
  }

  const { host } = sites
  const own = await createDpopKey()
  const statusOf = async (path: string, ...headers: Parameters<typeof send>[1]['headers'] & {}) =>
    (await send(host, { path, headers: [...headers] })).status
  const ownProof = await own.prove('GET', `${sites.auth}/api/id`, { accessToken: call.token })
  expect(await statusOf('/api/id', bearer(call.token)), 'the token alone').toBe(401)
  expect(await statusOf('/api/id', dpopBearer(call.token))).toBe(401)
  expect(await statusOf('/api/id', dpopBearer(call.token), dpop(ownProof)), 'own key').toBe(401)
  expect(await statusOf('/api/id', dpopBearer(call.token), dpop(call.proof)), 'elsewhere').toBe(401)
  expect(await statusOf('/api/users', dpopBearer(call.token), dpop(call.proof)), 'again').toBe(401)

  const grant = { grant_type: 'refresh_token', refresh_token: loot.refresh, client_id: sites.pages }
  const url = `${sites.auth}/api/token`
  const asked = await postFields(host, '/api/token', grant, dpop(await own.prove('POST', url)))
  const nonce = asked.one('dpop-nonce') ?? ''
  expect(asked.json().code).toBe('use_dpop_nonce')
  const proof = dpop(await own.prove('POST', url, { nonce }))
  for (const headers of [[], [proof]]) {
    const answer = await postFields(host, '/api/token', grant, ...headers)
    expect([answer.status, answer.json().access_token]).toEqual([400, undefined])
  }
  expect(await callApi(page, '/api/id'), 'the page is still signed in').toBe(200)
})
