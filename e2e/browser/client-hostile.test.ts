import type { Page } from 'playwright/test'
import { type Header, send } from '../fixtures/client.ts'
import { createDpopKey, dpop, dpopBearer } from '../fixtures/dpop.ts'
import { postFields } from '../fixtures/oauth-clients.ts'
import { allowOrigin, makeUnlistedOrigin } from '../fixtures/origins.ts'
import { BLANK_PATH, type Sites } from '../fixtures/sites.ts'
import { handToWindow, type Loot, listenIn, type Taken, takeLoot } from './hostile-script.ts'
import { signInByPopup } from './signing-in.ts'
import { callApi, connect, expect, readSignedInUid, test } from './sites.ts'

declare global {
  // In the window of another origin to which a session was handed.
  var taken: Taken
}

const statusOf = async ({ host }: Sites, path: string, ...headers: Header[]) =>
  (await send(host, { path, headers })).status

/** Another origin, allowed or not, whose pages the script can open. */
async function makePage({ host, pages }: Sites, isAllowed: boolean): Promise<string> {
  const origin = `${makeUnlistedOrigin()}:${new URL(pages).port}`
  if (isAllowed) await allowOrigin(host, { origin, mode: 'both' })
  return origin
}

/** Tries each text that was found as whatever it may be. */
async function tryTexts(sites: Sites, { texts }: Loot): Promise<void> {
  const key = await createDpopKey()
  const url = `${sites.auth}/api/id`
  for (const text of texts.filter(text => /^[\w.~-]{20,4000}$/.test(text))) {
    const proof = await key.prove('GET', url, { accessToken: text })
    const tries: Header[][] = [
      [['Cookie', `__Host-jwt=${text}`]],
      [['Authorization', `Bearer ${text}`]],
      [dpopBearer(text)],
      [dpopBearer(text), dpop(proof)],
    ]
    for (const headers of tries) expect(await statusOf(sites, '/api/id', ...headers)).toBe(401)
  }
}

/** Tries to change `grant` for tokens from a program: without a key, and by a key of its own. */
async function tryGrant({ host, auth }: Sites, grant: Record<string, string>): Promise<void> {
  const own = await createDpopKey()
  const url = `${auth}/api/token`
  const asked = await postFields(host, '/api/token', grant, dpop(await own.prove('POST', url)))
  const nonce = asked.one('dpop-nonce') ?? ''
  for (const headers of [[], [dpop(await own.prove('POST', url, { nonce }))]]) {
    const answer = await postFields(host, '/api/token', grant, ...headers)
    expect([answer.status, answer.json().access_token]).toEqual([400, undefined])
  }
}

/** Tries from a page what its browser has, and what it was handed. */
const tryFromPage = (page: Page, server: string, clients: string[]) =>
  page.evaluate(
    async ([server, clients]) => {
      const { prove } = await import(`${server}/client-sign-in.js`)
      const ask = (path: string, init: RequestInit) =>
        fetch(server + path, init).then(
          answer => answer,
          () => null,
        )
      const statuses = [(await ask('/api/id', { credentials: 'include' }))?.status]
      const { key, access, refresh } = globalThis.taken ?? {}
      if (!key) return statuses
      const url = new URL(`${server}/api/id`)
      const proof = await prove(key, { method: 'GET', url, access, nonce: null })
      const headers = { Authorization: `DPoP ${access}`, DPoP: proof }
      statuses.push((await ask('/api/id', { headers }))?.status)
      let nonce: string | null = null
      for (const client_id of [...clients, ...clients]) {
        const url = new URL(`${server}/api/token`)
        const proof = await prove(key, { method: 'POST', url, access: '', nonce })
        const grant = { grant_type: 'refresh_token', refresh_token: refresh, client_id }
        const headers = { 'Content-Type': 'application/json', DPoP: proof }
        const init = { method: 'POST', headers, body: JSON.stringify(grant) }
        const answer = await ask('/api/token', init)
        nonce = answer?.headers.get('DPoP-Nonce') ?? nonce
        statuses.push(answer?.status)
      }
      return statuses
    },
    [server, clients] as const,
  )

/** Puts what was handed to a page where /client.js of that page would have kept it. */
const transplant = (page: Page, server: string) =>
  page.evaluate(async server => {
    const { key, refresh } = globalThis.taken
    const { writeRecord } = await import(`${server}/client-sign-in.js`)
    await writeRecord('mine', { key, refresh })
    localStorage.setItem(`latchkey ${server} bound`, 'mine')
  }, server)

for (const storage of [undefined, 'session'] as const) {
  const means = storage ? 'tokens' : 'the cookie'
  test(`what a hostile script takes from a page opens nothing elsewhere: signed in by ${means}`, async ({
    context,
    open,
    person,
    sites,
  }) => {
    const { auth, pages } = sites
    const page = await open(storage && { storage })
    await listenIn(page, auth)
    await signInByPopup(page, person)
    expect(await callApi(page, '/api/users')).toBe(200)
    const second = await open(storage && { storage })
    expect(await readSignedInUid(second)).toBe(person.uid)
    await page.waitForTimeout(500)
    const loot = await takeLoot(page)

    expect(loot.texts).not.toContain(person.password)
    expect(loot.exchanges).toHaveLength(storage ? 2 : 1)
    const cookies = await context.cookies(auth)
    for (const { value } of cookies.filter(({ name }) => name === '__Host-jwt')) {
      expect(loot.texts.some(text => text.includes(value))).toBe(false)
    }
    await tryTexts(sites, loot)
    for (const { path, token, proof } of loot.calls) {
      for (const where of [path, '/api/id']) {
        expect(await statusOf(sites, where, dpopBearer(token), dpop(proof))).toBe(401)
      }
    }
    const taken = await page.evaluate(() => keys.length)
    expect([taken > 0, loot.refresh !== '']).toEqual([Boolean(storage), Boolean(storage)])
    expect(loot.exports.every(outcome => outcome !== 'exported')).toBe(true)

    for (const isAllowed of [true, false]) {
      const origin = await makePage(sites, isAllowed)
      const access = loot.calls.at(-1)?.token ?? ''
      const other = await handToWindow(page, origin + BLANK_PATH, { refresh: loot.refresh, access })
      const statuses = await tryFromPage(other, auth, [pages, origin])
      // The answers to refreshing, without a nonce and with one: of another page, and for another client.
      const tried = storage ? [401, 401, 400, 400, 401, 400] : [401]
      expect(statuses).toEqual(isAllowed ? tried : tried.map(() => undefined))
      if (storage) await transplant(other, auth)
      await connect(other, auth)
      if (isAllowed) expect(await readSignedInUid(other)).toBeNull()
      else expect(await callApi(other)).toBe('origin_not_allowed')
      await other.close()
    }
    expect(await callApi(page, '/api/id'), 'the page is still signed in').toBe(200)

    // Last, since a second use of a code ends the session that came of it.
    for (const { code = '', code_verifier = '' } of loot.exchanges) {
      const spent = { code, code_verifier, client_id: pages }
      await tryGrant(sites, { grant_type: 'authorization_code', ...spent })
    }
    expect(await callApi(page, '/api/id')).toBe('signed_out')
  })
}
