import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import {
  hashPassword,
  readPasswordStats,
  startPasswordWorkers,
  stopPasswordWorkers,
  verifyPassword,
} from './password.ts'

process.env.SECRET_KEY = 'k9-Jq0ZxT3vB7nWm2LpR8sYd4HgF6aUc'
process.env.PUBLIC_URL = 'http://localhost:3000'
process.env.BCRYPT_COST = '5'

afterEach(stopPasswordWorkers)

describe('passwords in workers', () => {
  it('are hashed at BCRYPT_COST and recognised', async () => {
    const hash = await hashPassword('correct horse')
    expect(hash).toMatch(/^\$2b\$05\$/)
    expect(await verifyPassword('correct horse', hash)).toEqual({ ok: true, rehash: false })
    expect(await verifyPassword('Correct horse', hash)).toEqual({ ok: false, rehash: false })
  })

  it('are due for a new hash when the cost has risen', async () => {
    const cheaper = '$2a$04$abcdefghijklmnopqrstuuHQRMHradWrjjbPcbpK37RVvfSYCXoLy'
    expect((await verifyPassword('no idea', cheaper)).rehash).toBe(false)
    const long =
      '$bcrypt-sha256$v=2,t=2b,r=4$eMxX19v0bSLLEMYlqptrpO$uGMD6RGp0uLkSsD9OGWaCJfzo0k/nU6'
    expect(await verifyPassword('password', long)).toEqual({ ok: true, rehash: true })
  })

  it('are evaluated once, whether there is such a user or not', async () => {
    const hash = await hashPassword('correct horse')
    for (const stored of [hash, null, 'unreadable']) {
      const before = readPasswordStats().evaluated
      await verifyPassword('wrong horse', stored)
      expect(readPasswordStats()).toMatchObject({ evaluated: before + 1, waiting: 0 })
    }
  })

  it('are refused where they could never match', async () => {
    await expect(hashPassword('lone \ud800')).rejects.toThrow('well-formed')
    expect(await verifyPassword('lone \ud800', null)).toEqual({ ok: false, rehash: false })
  })

  it('wait in a queue of 64, past which the client is told when to come back', async () => {
    const places = availableParallelism() + 64
    const hash = await hashPassword('correct horse')
    const logins = Array.from({ length: places }, () => verifyPassword('correct horse', hash))
    expect(readPasswordStats().waiting).toBe(64)
    const refused = await verifyPassword('correct horse', hash).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      status: 503,
      code: 'hash_queue_full',
      headers: [['Retry-After', expect.stringMatching(/^\d+$/)]],
    })
    const answers = await Promise.all(logins)
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await verifyPassword('correct horse', hash)).toEqual({ ok: true, rehash: false })
  })

  it('are rejected when the workers are stopped, and taken again after', async () => {
    const pending = Array.from({ length: 4 }, () => hashPassword('correct horse'))
    const outcomes = Promise.allSettled(pending)
    await stopPasswordWorkers()
    expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true)
    expect(await hashPassword('correct horse')).toMatch(/^\$2b\$05\$/)
  })

  it('do not hold a process open', async () => {
    const script = `import('./lib/passwords/password.ts').then(async ({ hashPassword, startPasswordWorkers }) => {
      await startPasswordWorkers()
      console.log(await hashPassword('correct horse'))
    })`
    const run = promisify(execFile)(process.execPath, ['-e', script])
    expect((await run).stdout).toMatch(/^\$2b\$05\$/)
  })

  it('find every worker started after startPasswordWorkers', async () => {
    const before = readPasswordStats().evaluated
    await startPasswordWorkers()
    expect(readPasswordStats().evaluated).toBe(before + availableParallelism())
  })
})
