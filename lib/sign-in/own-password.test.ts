import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { forgetAttempts } from '#lib/limits/rate-limit.ts'
import { readPasswordStats } from '#lib/passwords/password.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { provePassword } from './own-password.ts'

let stop: () => Promise<void>
let viewer: Viewer

beforeAll(async () => {
  stop = await startStore('sqlite')
  viewer = { ...(await addUser()), sessionId: 'any', provenAt: new Date(0), proofs: '', page: null }
})
beforeEach(() => forgetAttempts('passwordChange', String(viewer.id)))
afterAll(() => stop())

describe('provePassword', () => {
  it('accepts the right password', async () => {
    const before = Date.now()
    const { provenAt, proofs, ...rest } = await provePassword(viewer, PASSWORD)
    expect(+provenAt).toBeGreaterThanOrEqual(before)
    expect(JSON.parse(proofs)).toEqual({ pwd: provenAt.toISOString() })
    expect({ ...rest, provenAt: new Date(0), proofs: '' }).toEqual(viewer)
  })

  it.each([undefined, ''])('asks for the password when it is %j', async nothing => {
    await expect(provePassword(viewer, nothing)).rejects.toMatchObject({
      status: 400,
      errors: [{ path: 'currentPassword' }],
    })
  })

  it('refuses a wrong password and names the field', async () => {
    await expect(provePassword(viewer, 'wrong')).rejects.toMatchObject({
      code: 'current_password_wrong',
      errors: [{ path: 'currentPassword', message: 'This is not your current password.' }],
    })
  })

  it('evaluates no more guesses than the limit allows, and forgets them after a right one', async () => {
    const guess = async (times: number) => {
      const { evaluated } = readPasswordStats()
      for (let i = 0; i < times; i++) await provePassword(viewer, 'wrong').catch(() => {})
      return readPasswordStats().evaluated - evaluated
    }
    expect(await guess(9)).toBe(9)
    await provePassword(viewer, PASSWORD)
    expect(await guess(12)).toBe(10)
    await expect(provePassword(viewer, PASSWORD)).rejects.toMatchObject({ code: 'limited' })
  })

  it('does not count a try that was not evaluated', async () => {
    await db().$executeRaw`ALTER TABLE "Password" RENAME TO "Away"`
    for (let i = 0; i < 11; i++) {
      await expect(provePassword(viewer, PASSWORD)).rejects.toMatchObject({ code: 'P2021' })
    }
    await db().$executeRaw`ALTER TABLE "Away" RENAME TO "Password"`
    await provePassword(viewer, PASSWORD)
  })
})
