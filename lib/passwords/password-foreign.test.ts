import { availableParallelism } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { readPasswordStats, stopPasswordWorkers, verifyPassword } from './password.ts'

Object.assign(process.env, {
  SECRET_KEY: 'k9-Jq0ZxT3vB7nWm2LpR8sYd4HgF6aUc',
  PUBLIC_URL: 'http://localhost:3000',
  BCRYPT_COST: '4',
})
afterAll(stopPasswordWorkers)

const scrypt = `scrypt:32768:8:1$salt$${'0'.repeat(128)}`

describe('a hash of another program', () => {
  it('is compared in a worker, while the event loop goes on', async () => {
    const { evaluated } = readPasswordStats()
    const compared = verifyPassword('no idea', scrypt).then(() => 'compared')
    const iterations = new Promise(resolve => {
      let left = 20
      const iterate = () => (--left === 0 ? resolve('went on') : setImmediate(iterate))
      iterate()
    })
    expect(await Promise.race([compared, iterations])).toBe('went on')
    expect(await compared).toBe('compared')
    expect(readPasswordStats().evaluated).toBe(evaluated + 1)
  })

  it('waits in the same bounded queue as our own', async () => {
    const all = Array.from({ length: availableParallelism() + 65 }, () =>
      verifyPassword('no idea', 'pbkdf2:sha1:1$s$'.padEnd(56, '0')),
    )
    const outcomes = await Promise.allSettled(all)
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBe(1)
    expect(refused[0]).toMatchObject({ reason: { code: 'hash_queue_full' } })
  })
})
