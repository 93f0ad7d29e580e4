import { endSessions } from '../fixtures/people.ts'
import { signInByPopup } from './signing-in.ts'
import { callApi, connect, expect, readSignedInUid, test } from './sites.ts'

test.afterEach(({ sites }) => sites.tamper())

for (const unpartitioned of [false, true]) {
  const means = unpartitioned ? 'tokens' : 'the cookie'
  test(`who signs out at the server is signed out on each page, by ${means}`, async ({
    open,
    person,
    sites,
  }) => {
    sites.tamper({ unpartitioned })
    const [first, second] = [await open(), await open()]
    await signInByPopup(first, person)
    await expect.poll(() => second.evaluate(() => told)).toEqual([person.uid])
    await endSessions(sites.host, person.uid)
    expect(await callApi(first)).toBe('signed_out')
    await expect.poll(() => second.evaluate(() => told)).toEqual([person.uid, null])
    await second.reload()
    await connect(second, sites.auth)
    expect(await readSignedInUid(second)).toBeNull()
  })
}

test('tokens that are due are changed once for all tabs, by the key of one', async ({
  open,
  person,
  sites,
}) => {
  sites.tamper({ unpartitioned: true })
  const tabs = [await open(), await open(), await open()]
  const [first] = tabs
  if (!first) return
  await signInByPopup(first, person)
  for (const tab of tabs) await expect.poll(() => readSignedInUid(tab)).toBe(person.uid)
  const changes: string[] = []
  for (const [i, tab] of tabs.entries()) {
    tab.on('response', answer => {
      if (new URL(answer.url()).pathname !== '/api/token') return
      if (answer.request().method() === 'POST') changes.push(`${i} ${answer.status()}`)
    })
    await tab.clock.setFixedTime(Date.now() + 9.5 * 60_000)
  }
  // Several calls at once in each.
  const calls = tabs.flatMap(tab => [callApi(tab), callApi(tab, '/api/id')])
  expect(await Promise.all(calls)).toEqual([200, 200, 200, 200, 200, 200])
  expect(changes.filter(change => change.endsWith(' 200'))).toHaveLength(1)
  // Before it there may be one whose nonce was old.
  expect(changes.length).toBeLessThan(3)
  expect(sites.asked.at(-1)?.by).toBe('bearer')
})

test('in memory, a session ends with its last tab', async ({ open, person, sites }) => {
  const page = await open({ storage: 'memory' })
  await signInByPopup(page, person)
  await page.reload()
  await connect(page, sites.auth, 'memory')
  expect(await readSignedInUid(page)).toBeNull()
})

test('for the tab, a session survives a reload and no new tab knows it', async ({
  open,
  person,
  sites,
}) => {
  const page = await open({ storage: 'session' })
  await signInByPopup(page, person)
  await page.reload()
  await connect(page, sites.auth, 'session')
  expect(await readSignedInUid(page)).toBe(person.uid)
  await page.close()
  expect(await readSignedInUid(await open({ storage: 'session' }))).toBeNull()
})
