import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { hashPassword, verifyPassword } from '#lib/passwords/password.ts'
import type { Way } from '#lib/proofs/way.ts'

/** The password that a user has chosen. */
export const passwordWay: Way = {
  name: 'password',
  field: 'password',
  amr: ['pwd'],
  strength: 1,
  asksForTwo: false,

  async isSetUp({ id }) {
    return (await awaitInTime(db().password.count({ where: { userId: id } }))) > 0
  },

  async begin() {
    return { field: 'password', label: 'Your password', autoComplete: 'current-password' }
  },

  /**
   * Compares the password with the hash of the user, or with a decoy where there is none: both take as long.
   * @throws Problem 503 `hash_queue_full`.
   */
  async prove(user, password) {
    const hash = user && (await findHash(user.id))
    const { ok, rehash } = await verifyPassword(password, hash)
    if (!user || !hash || !ok) return null
    const settle = rehash ? () => replaceHash(user.id, hash, password) : undefined
    return { userId: user.id, amr: ['pwd'], strength: 1, settle }
  },
}

async function findHash(userId: number): Promise<string | null> {
  const stored = await awaitInTime(
    db().password.findUnique({ where: { userId }, select: { hash: true } }),
  )
  return stored?.hash ?? null
}

/** Brings a hash up to the current cost, unless the password has been changed since it was read. */
async function replaceHash(userId: number, old: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await db().password.updateMany({ where: { userId, hash: old }, data: { hash } })
}
