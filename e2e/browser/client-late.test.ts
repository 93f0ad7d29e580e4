import type { Page } from 'playwright/test'
import { createMember, endSessions } from '../fixtures/people.ts'
import { callApi, expect, login, readSignedInUid, test } from './sites.ts'

declare global {
  // In the pages of which `holdAnswer` holds one.
  var held: Promise<void>
  var release: () => void
}

test.describe('an answer that comes late undoes nothing:', () => {
  test('a call from before the sign-in', async ({ open, person }) => {
    const page = await open()
    expect(await readSignedInUid(page)).toBeNull()
    await holdAnswer(page, '/api/users')
    const answer = callApi(page)
    await page.evaluate(() => held)
    await login(page, person)
    await page.evaluate(() => release())
    expect(await answer).toBe(200)
    expect(await page.evaluate(() => told)).toEqual([person.uid])
  })

  test('a call of one person is not made in the name of the next', async ({
    open,
    person,
    sites,
  }) => {
    const page = await open()
    await login(page, person)
    const other = await createMember(sites.host)
    await endSessions(sites.host, person.uid)
    await holdAnswer(page, '/api/users')
    const answer = callApi(page)
    await page.evaluate(() => held)
    await login(page, other)
    await page.evaluate(() => release())
    expect(await answer).toBe('signed_out')
    expect(await readSignedInUid(page)).toBe(other.uid)
    expect(await page.evaluate(() => told)).toEqual([person.uid, other.uid])
  })

  test('who was signed in before the sign-in in another tab', async ({ open, person }) => {
    const [first, second] = [await open(), await open()]
    await holdAnswer(first, '/api/id')
    const answer = readSignedInUid(first)
    await first.evaluate(() => held)
    await login(second, person)
    await expect.poll(() => first.evaluate(() => told)).toEqual([person.uid])
    await first.evaluate(() => release())
    expect(await answer).toBe(person.uid)
    expect(await callApi(second)).toBe(200)
    expect(await second.evaluate(() => told)).toEqual([person.uid])
  })

  test('who was signed in before somebody else in another tab', async ({ open, person, sites }) => {
    const first = await open()
    await login(first, person)
    const second = await open()
    await holdAnswer(second, '/api/id')
    const answer = readSignedInUid(second)
    await second.evaluate(() => held)
    const other = await createMember(sites.host)
    await login(first, other)
    await expect.poll(() => second.evaluate(() => told)).toEqual([other.uid])
    await second.evaluate(() => release())
    expect(await answer).toBe(other.uid)
    expect(await first.evaluate(() => told)).toEqual([person.uid, other.uid])
  })

  for (const isOver of [false, true]) {
    const tokens = isOver ? 'the refusal of tokens' : 'new tokens'
    test(`${tokens} for a session before that of who signed in`, async ({
      open,
      person,
      sites,
    }) => {
      const page = await open({ server: sites.unpartitioned })
      await login(page, person)
      const other = await createMember(sites.host)
      if (isOver) await endSessions(sites.host, person.uid)
      await page.clock.setFixedTime(Date.now() + 9.5 * 60_000)
      await holdAnswer(page, '/api/token')
      const answer = callApi(page)
      await page.evaluate(() => held)
      await login(page, other)
      await page.evaluate(() => release())
      expect(await answer).toBe(200)
      expect(await page.evaluate(() => told)).toEqual([person.uid, other.uid])
    })
  }
})

/** Holds the next answer from `path`, until `release`; `held` is when it is there. */
async function holdAnswer(page: Page, path: string): Promise<void> {
  await page.evaluate(path => {
    const { fetch } = globalThis
    const there = Promise.withResolvers<void>()
    const wanted = Promise.withResolvers<void>()
    Object.assign(globalThis, { held: there.promise, release: wanted.resolve })
    globalThis.fetch = async (...request) => {
      const answer = await fetch(...request)
      if (new URL(answer.url).pathname !== path) return answer
      globalThis.fetch = fetch
      there.resolve()
      await wanted.promise
      return answer
    }
  }, path)
}
