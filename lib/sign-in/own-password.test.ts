import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDb, db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { forgetAttempts } from '#lib/limits/rate-limit.ts'
import { readPasswordStats, stopPasswordWorkers } from '#lib/passwords/password.ts'
import { insertUser } from '#lib/users/store.ts'
import { migrate } from '../../prisma/migrate.ts'
import { provePassword } from './own-password.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
Object.assign(process.env, {
  SECRET_KEY: 'a-key-of-32-bytes-for-this-test-only',
  DATABASE_URL: `file:${join(folder, 'test.db')}`,
  BCRYPT_COST: '4',
})

const password = 'correct horse battery'
let viewer: Viewer

beforeAll(async () => {
  await migrate(process.env.DATABASE_URL ?? '')
  const user = await insertUser({ uid: 'ada', name: 'Ada', password })
  viewer = { ...user, sessionId: 'any', provenAt: new Date(0) }
})
beforeEach(() => forgetAttempts('passwordChange', String(viewer.id)))
afterAll(async () => {
  await Promise.all([stopPasswordWorkers(), closeDb()])
  await rm(folder, { recursive: true })
})

describe('provePassword', () => {
  it('lets through who knows it', async () => {
    const before = Date.now()
    const { provenAt, ...rest } = await provePassword(viewer, password)
    expect(+provenAt).toBeGreaterThanOrEqual(before)
    expect({ ...rest, provenAt: new Date(0) }).toEqual(viewer)
  })

  it.each([undefined, ''])('asks for it: %j', async nothing => {
    await expect(provePassword(viewer, nothing)).rejects.toMatchObject({
      status: 400,
      errors: [{ path: 'currentPassword' }],
    })
  })

  it('refuses a wrong one beside its field', async () => {
    await expect(provePassword(viewer, 'wrong')).rejects.toMatchObject({
      code: 'current_password_wrong',
      errors: [{ path: 'currentPassword', message: 'This is not your current password.' }],
    })
  })

  it('evaluates no more guesses than the budget has, and forgets those before a right one', async () => {
    const guess = async (times: number) => {
      const { evaluated } = readPasswordStats()
      for (let i = 0; i < times; i++) await provePassword(viewer, 'wrong').catch(() => {})
      return readPasswordStats().evaluated - evaluated
    }
    expect(await guess(9)).toBe(9)
    await provePassword(viewer, password)
    expect(await guess(12)).toBe(10)
    await expect(provePassword(viewer, password)).rejects.toMatchObject({ code: 'limited' })
  })

  it('counts no try that nobody looked at', async () => {
    await db().$executeRaw`ALTER TABLE "Password" RENAME TO "Away"`
    for (let i = 0; i < 11; i++) {
      await expect(provePassword(viewer, password)).rejects.toMatchObject({ code: 'P2021' })
    }
    await db().$executeRaw`ALTER TABLE "Away" RENAME TO "Password"`
    await provePassword(viewer, password)
  })
})
