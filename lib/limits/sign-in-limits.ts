import { createHmac } from 'node:crypto'
import { db } from '#lib/db/db.ts'
import { toNetwork } from '#lib/http/network.ts'
import { Problem } from '#lib/http/problem.ts'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'
import { forgetAttempts, giveBackAttempt, takeAttempt } from './rate-limit.ts'

/** An attempt to sign in that was counted, before its password is looked at. */
export type SignInAttempt = {
  /** The password was right: the failures before it are forgotten. */
  succeeded(): Promise<void>
  /** The password was not looked at. */
  unjudged(): Promise<void>
}

/**
 * Counts an attempt to sign in against the three limits: of the uid from this address, of this address, and of
 * the uid from wherever. The third stops those who guess from many addresses; since it would let them lock the
 * user out, who comes from where the user has been passes it (ASVS v5.0.0-6.1.1, 6.3.1).
 * @param uidKey the folded uid, empty for what can be no uid.
 * @param sessionId the session that the browser has now, whoever's it is.
 * @throws Problem 429 `limited`.
 */
export async function takeSignInAttempt(
  uidKey: string,
  address: string,
  sessionId: string | null,
): Promise<SignInAttempt> {
  const pair = `${blind(uidKey)}|${address}`
  await takeAttempt('signInAddress', address)
  const known = await passesAtUid(uidKey, pair, address, sessionId).catch(async error => {
    // Refused unheard: it is no failure of those who share the address.
    await giveBackAttempt('signInAddress', address)
    throw error
  })
  const giveBack = async () => {
    await giveBackAttempt('signInAddress', address)
    if (!known) await giveBackAttempt('signInUid', blind(uidKey))
  }
  return {
    async succeeded() {
      await forgetAttempts('signIn', pair)
      await giveBack()
    },
    async unjudged() {
      await giveBackAttempt('signIn', pair)
      await giveBack()
    },
  }
}

/**
 * What the attempts at a uid are counted by: people type passwords into its field, and what they typed is nowhere to
 * be read. With another first key in SECRET_KEY the count begins anew.
 */
function blind(uidKey: string): string {
  const [key = Buffer.alloc(0)] = deriveKeys('limits')
  return createHmac('sha256', key).update(uidKey).digest('base64url')
}

/** Counts against both limits of the uid. @returns true for who passed although the second is used up. */
async function passesAtUid(
  uidKey: string,
  pair: string,
  address: string,
  sessionId: string | null,
): Promise<boolean> {
  await takeAttempt('signIn', pair, uidKey)
  return passesEverywhere(uidKey, address, sessionId)
}

/** Counts against the limit of the uid from wherever. @returns true for who passed although it is used up. */
async function passesEverywhere(
  uidKey: string,
  address: string,
  sessionId: string | null,
): Promise<boolean> {
  if (uidKey === '') return true
  try {
    await takeAttempt('signInUid', blind(uidKey), uidKey)
    return false
  } catch (error) {
    const limited = error instanceof Problem && error.code === 'limited'
    if (limited && (await hasBeenHere(uidKey, address, sessionId))) return true
    throw error
  }
}

/** Whether the user has signed in from this network or browser lately, as their sessions tell. */
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
