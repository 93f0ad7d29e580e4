import { expect, it } from 'vitest'
import { listAuditEvents } from '../../fixtures/audit-events.ts'
import { type Answer, from, newAddress, postJson } from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import type { Host } from '../../fixtures/host.ts'
import { SOON } from '../../fixtures/origins.ts'
import { createMember, makeUid, makeUserInput, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/users/authenticate'
const FAILURES = 20
const QUARTER_HOUR = 900

/** Fails so often as one uid may fail from one address. */
async function exhaust(host: Host, uid: string, address: string): Promise<void> {
  for (let i = 0; i < FAILURES; i++) {
    const answer = await postJson(host, PATH, { uid, password: `wrong-${i}` }, [from(address)])
    expectProblem(answer, 401, 'Invalid user id or password')
  }
}

const host = await requestHost()

it('429: the right password too, after twenty failures; from elsewhere it still opens', async () => {
  const { uid, password } = await createMember(host)
  const address = newAddress()
  await exhaust(host, uid, address)
  for (const input of [
    { uid, password },
    { uid, password: 'wrong' },
    { uid: uid.toUpperCase(), password },
  ]) {
    const answer = await postJson(host, PATH, input, [from(address)])
    expectProblem(answer, 429)
    const wait = Number(answer.one('retry-after'))
    expect(Number.isInteger(wait) && wait >= 1 && wait <= QUARTER_HOUR).toBe(true)
    expect(answer.one('ratelimit')).toContain(`"sign-in";r=0;t=${wait}`)
    expect(answer.all('set-cookie')).toEqual([])
  }
  await signIn(host, { uid, password })
})

it('429: an unknown uid is limited as a known one is', async () => {
  const { uid } = await createMember(host)
  const answers = []
  for (const tried of [uid, makeUid()]) {
    const address = newAddress()
    await exhaust(host, tried, address)
    answers.push(await postJson(host, PATH, { uid: tried, password: 'wrong' }, [from(address)]))
  }
  const [known, unknown] = answers.map(answer => [answer.status, answer.text])
  expect(known?.[0]).toBe(429)
  expect(unknown).toEqual(known)
})

it('tells what is left of each budget, and nothing of what others tried', async () => {
  const { uid, password } = await createMember(host)
  const address = [from(newAddress())]
  const policy = '"sign-in-address";q=100;w=900, "sign-in";q=20;w=900'
  const told = async (input: object) => {
    const answer = await postJson(host, PATH, input, address)
    expect(answer.one('ratelimit-policy')).toBe(policy)
    // A second may have passed since the first attempt.
    return answer.one('ratelimit')?.replaceAll(/;t=(?:900|8[5-9]\d)\b/g, ';t')
  }
  const left = (all: number, one: number) => `"sign-in-address";r=${all};t, "sign-in";r=${one};t`
  expect(await told({ uid: makeUid(), password })).toBe(left(99, 19))
  expect(await told({ uid, password: 'wrong' })).toBe(left(98, 19))
  expect(await told({ uid, password: 'wrong' })).toBe(left(97, 18))
  expect(await told({ uid, password })).toBe(left(97, 20))
  const answer = await postJson(host, PATH, { password }, address)
  expect(answer.all('ratelimit')).toEqual([])
})

it('of parallel attempts no more are judged than one after another', async () => {
  const uid = makeUid()
  const address = [from(newAddress())]
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      postJson(host, PATH, { uid, password: `wrong-${i}` }, address),
    ),
  )
  const judged = answers.filter(answer => answer.status === 401)
  const refused = answers.filter(answer => answer.status === 429)
  expect([judged.length, refused.length]).toEqual([FAILURES, FAILURES])
})

it('a success forgets the failures before it', async () => {
  const { uid, password } = await createMember(host)
  const address = [from(newAddress())]
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < FAILURES - 1; i++) {
      const answer = await postJson(host, PATH, { uid, password: 'wrong' }, address)
      expect(answer.status).toBe(401)
    }
    expect((await postJson(host, PATH, { uid, password }, address)).status).toBe(200)
  }
})

it('429: one address, whoever it names', async () => {
  const address = [from(newAddress())]
  const attempt = () => postJson(host, PATH, { uid: makeUid(), password: 'x' }, address)
  await expectLimited(attempt, 401)
})

it('429: sign-ups from one address', async () => {
  const address = [from(newAddress())]
  await expectLimited(() => postJson(host, '/api/users', makeUserInput(), address), 201)
})

it('refused attempts are a few audit events, which stand for all of them', async () => {
  const address = newAddress()
  const attempt = () => postJson(host, PATH, { uid: 'nobody', password: 'x' }, [from(address)])
  const answers: Answer[] = []
  for (let i = 0; i < 6; i++) {
    answers.push(...(await Promise.all(Array.from({ length: 20 }, attempt))))
  }
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(100)
  const events = async () => (await listAuditEvents(host, address)).length
  await expect.poll(events, SOON).toBeGreaterThan(1)
  expect(await events()).toBeLessThan(10)
})

/** Repeats what is answered with `status` at first until it is limited, which it has to be in the end. */
async function expectLimited(attempt: () => Promise<Answer>, status: number): Promise<void> {
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(Array.from({ length: 20 }, attempt))
    const refused = answers.find(answer => answer.status !== status)
    if (!refused) continue
    expectProblem(refused, 429)
    expect(Number(refused.one('retry-after'))).toBeGreaterThan(0)
    return
  }
  expect.fail('400 attempts were not limited')
}
