import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { Client } from '#lib/http/client-address.ts'
import { describeAgent, readAgent } from '#lib/http/user-agent.ts'
import { isTold, noticeInserts } from './notice.ts'
import { nameNetwork } from './notice-messages.ts'

/** How many of the newest sign-ins a new one is compared with. */
const MAX_COMPARED = 200

/**
 * The queries that tell a user of a sign-in from a browser and network that were never seen together, for the transaction
 * in which its session begins. The audit log remembers where somebody has signed in. The first sign-in of an account is
 * nothing to tell. Where nobody would be told, nothing is asked of the database.
 */
export async function findSignInNotice({ id }: { id: number }, client: Client) {
  if (!isTold('sign-in', { ...ANYBODY, id })) return []
  const user = await awaitInTime(
    db().user.findUnique({
      where: { id },
      select: { id: true, uid: true, email: true, verifiedEmailKey: true },
    }),
  )
  if (!user || !isTold('sign-in', user)) return []
  const seen = await awaitInTime(
    db().auditEvent.findMany({
      where: { actorId: id, action: 'sign_in', result: 'ok' },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: MAX_COMPARED,
      select: { address: true, agent: true },
    }),
  )
  const here = namePlace(client)
  if (seen.length === 0 || seen.some(one => namePlace(one) === here)) return []
  return noticeInserts('sign-in', user, client)
}

/** Stands for a user whose address is verified, as long as it is not known. */
const ANYBODY = { uid: '', email: '', verifiedEmailKey: '' }

function namePlace({ address, agent }: Pick<Client, 'address' | 'agent'>): string {
  return `${describeAgent(readAgent(agent))} ${nameNetwork(address)}`
}
