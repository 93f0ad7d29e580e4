import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Child } from '../fixtures/child.ts'
import { bearer, from, origin, postJson, send } from '../fixtures/client.ts'
import { buildGranted, readCorsHeaders } from '../fixtures/cors-expected.ts'
import { expectProblem } from '../fixtures/expectations.ts'
import { type Host, PAGES } from '../fixtures/host.ts'
import { makeUid } from '../fixtures/people.ts'
import { startHost } from '../fixtures/start-host.ts'

// More than the queue of hashes takes, at a cost at which it cannot keep up.
const SIGN_INS = 150
const BCRYPT_COST = '9'
/** So many refusals say that the queue is full, while others still wait to get into it. */
const ENOUGH_REFUSED = 10
/** As many as one address may fail, and more than the queue takes. */
const FROM_ONE_NETWORK = 100

describe('server.ts with more sign-ins than it can judge', () => {
  let folder: string
  let host: Host
  let child: Child
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-overload-'))
    const databaseUrl = `file:${join(folder, 'overload.db')}`
    const variables = { BCRYPT_COST }
    ;({ host, child } = await startHost({ server: 'server.ts', databaseUrl, variables }))
  })
  afterAll(async () => {
    await child?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('503: says when to come back, and answers the others', async () => {
    const answers = await Promise.all(
      Array.from({ length: SIGN_INS }, () =>
        postJson(host, '/api/authenticate', { uid: makeUid(), password: 'x' }, [origin(PAGES)]),
      ),
    )
    const refused = answers.filter(answer => answer.status === 503)
    const judged = answers.filter(answer => answer.status === 401)
    expect(refused.length).toBeGreaterThan(0)
    expect(judged.length).toBe(SIGN_INS - refused.length)
    for (const answer of refused) {
      expectProblem(answer, 503)
      expect(Number(answer.one('retry-after'))).toBeGreaterThan(0)
      expect(readCorsHeaders(answer, host)).toEqual(buildGranted(PAGES))
    }
    const read = await send(host, { path: '/api/id', headers: [bearer(host.adminToken)] })
    expect(read.status).toBe(200)
  })

  it('judges a sign-in from elsewhere, although one network fills the queue', async () => {
    const signIn = async (address: string) => {
      const input = { uid: makeUid(), password: 'x' }
      return (await postJson(host, '/api/authenticate', input, [from(address)])).status
    }
    let refused = 0
    const { promise: full, resolve } = Promise.withResolvers<void>()
    // A sign-in that was refused does not count, so the queue stays full until the last of them are in it.
    const insist = async () => {
      for (;;) {
        const status = await signIn('192.0.2.1')
        if (status !== 503) return status
        if (++refused > ENOUGH_REFUSED) resolve()
      }
    }
    const crowd = Array.from({ length: FROM_ONE_NETWORK }, insist)
    await full
    const others = ['192.0.2.2', '192.0.2.3', '2001:db8::1'].map(signIn)
    expect(await Promise.all(others)).toEqual([401, 401, 401])
    expect(new Set(await Promise.all(crowd))).toEqual(new Set([401]))
  })
})
