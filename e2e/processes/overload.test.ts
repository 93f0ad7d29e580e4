import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Child } from '../fixtures/child.ts'
import { bearer, origin, postJson, send } from '../fixtures/client.ts'
import { buildGranted, readCorsHeaders } from '../fixtures/cors-expected.ts'
import { expectProblem } from '../fixtures/expectations.ts'
import { type Host, PAGES } from '../fixtures/host.ts'
import { makeUid } from '../fixtures/people.ts'
import { startHost } from '../fixtures/start-host.ts'

// More than the queue of hashes takes, at a cost at which it cannot keep up.
const SIGN_INS = 150
const BCRYPT_COST = '8'

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
})
