import { availableParallelism } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { hashBulkPassword } from './bulk-hash.ts'
import { hashPassword, readPasswordStats, stopPasswordWorkers, verifyPassword } from './password.ts'

process.env.SECRET_KEY = 'k9-Jq0ZxT3vB7nWm2LpR8sYd4HgF6aUc'
process.env.BCRYPT_COST = '4'

afterEach(stopPasswordWorkers)

describe('hashBulkPassword', () => {
  it('hashes more passwords than may wait, and lets a sign-in go first', async () => {
    const passwords = Array.from({ length: 200 }, (_, i) => `password ${i}`)
    const all = passwords.map(hashBulkPassword)
    await all[0]
    expect(readPasswordStats().waiting).toBeLessThan(availableParallelism())
    const { evaluated } = readPasswordStats()
    await hashPassword('somebody signs in')
    expect(readPasswordStats().evaluated - evaluated).toBeLessThan(100)
    const hashes = await Promise.all(all)
    expect(new Set(hashes).size).toBe(200)
    expect((await verifyPassword('password 199', hashes[199] ?? '')).ok).toBe(true)
  })

  it('waits while the queue is full', async () => {
    const crowd = Array.from({ length: 64 + availableParallelism() }, () =>
      hashPassword('one of a crowd'),
    )
    await expect(hashPassword('one more')).rejects.toMatchObject({ code: 'hash_queue_full' })
    expect(await hashBulkPassword('one of a bulk')).toMatch(/^\$2b\$04\$/)
    await Promise.all(crowd)
  })

  it('goes on after a password that cannot be hashed', async () => {
    const bad = hashBulkPassword('lone \ud800')
    const good = Array.from({ length: 2 * availableParallelism() }, () => hashBulkPassword('good'))
    await expect(bad).rejects.toThrow('well-formed')
    expect(await Promise.all(good)).toHaveLength(2 * availableParallelism())
  })
})
