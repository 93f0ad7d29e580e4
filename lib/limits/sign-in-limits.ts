import { db } from '#lib/db/db.ts'
import { toNetwork } from '#lib/http/network.ts'
import { Problem } from '#lib/http/problem.ts'
import { blindText } from './blind.ts'
import { forgetAttempts, giveBackAttempt, takeAttempt } from './rate-limit.ts'

/** Whose attempts count together, and whether the answer may say how many are left. */
export type Budget = { key: string; isTold: boolean }

/** An attempt to sign in that counts as a failure until one of its functions is called. */
export type SignInAttempt = {
  /** To be called if the password was right: the failures before it are forgotten. */
  succeeded(): Promise<void>
  /** To be called if the password was not compared: the attempt does not count. */
  unjudged(): Promise<void>
}

/**
 * Counts an attempt to sign in against three limits: of the uid from this address, of this address, and of the uid
 * from any address. The third stops attackers who guess from a number of addresses. So that they cannot lock the user
 * out, it does not stop clients at an address or in a browser where the user was signed in before (ASVS v5.0.0-6.1.1,
 * 6.3.1).
 * @param budget whose attempts count together: by the folded uid, empty for text that cannot be one.
 * @param sessionId the session that the browser has now, of any user.
 * @throws Problem 429 `limited`.
 */
export async function takeSignInAttempt(
  budget: Budget,
  address: string,
  sessionId: string | null,
): Promise<SignInAttempt> {
  const { key: uidKey, isTold } = budget
  const pair = `${blindText(uidKey)}|${address}`
  await takeAttempt('signInAddress', address)
  const known = await passesAtUid(budget, pair, address, sessionId).catch(async error => {
    // The password was not compared, so it is no failure of those who share the address.
    await giveBackAttempt('signInAddress', address)
    throw error
  })
  const giveBack = async () => {
    await giveBackAttempt('signInAddress', address)
    if (!known) await giveBackAttempt('signInUid', blindText(uidKey))
  }
  return {
    async succeeded() {
      await forgetAttempts('signIn', pair)
      await giveBack()
    },
    async unjudged() {
      await giveBackAttempt('signIn', pair, isTold)
      await giveBack()
    },
  }
}

/** Counts against both limits of the uid. @returns whether the attempt passes without counting against the second. */
async function passesAtUid(
  { key: uidKey, isTold }: Budget,
  pair: string,
  address: string,
  sessionId: string | null,
): Promise<boolean> {
  await takeAttempt('signIn', pair, uidKey, isTold)
  return passesEverywhere(uidKey, address, sessionId)
}

/** Counts against the limit of the uid from any address. @returns whether the attempt passes without counting. */
async function passesEverywhere(
  uidKey: string,
  address: string,
  sessionId: string | null,
): Promise<boolean> {
  if (uidKey === '') return true
  try {
    await takeAttempt('signInUid', blindText(uidKey), uidKey)
    return false
  } catch (error) {
    const limited = error instanceof Problem && error.code === 'limited'
    if (limited && (await hasBeenHere(uidKey, address, sessionId))) return true
    throw error
  }
}

/** Whether one of the user's last 100 sessions is that of this browser or began in this network. */
async function hasBeenHere(
  uidKey: string,
  address: string,
  sessionId: string | null,
): Promise<boolean> {
  const sessions = await db().session.findMany({
    where: { user: { uidKey } },
    select: { id: true, address: true },
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
  const network = toNetwork(address)
  return sessions.some(({ id, address }) => id === sessionId || toNetwork(address) === network)
}
