import { db } from '#lib/db/db.ts'
import { logError } from '#lib/runtime/log.ts'

/** How many refused addresses are kept: the oldest go first. */
const MAX_ROWS = 200
const MAX_ADDRESS_LENGTH = 1000

/** Notes that `clientId` asked for a return address that is not known. Never throws: the page is shown in any case. */
export async function recordReturnRefusal(clientId: string, address: string): Promise<void> {
  if (address.length > MAX_ADDRESS_LENGTH) return
  const now = new Date()
  try {
    await db().returnRefusal.upsert({
      where: { address },
      create: { address, clientId, firstSeen: now, lastSeen: now, count: 1 },
      update: { clientId, lastSeen: now, count: { increment: 1 } },
      select: { address: true },
    })
    const extra = await db().returnRefusal.findMany({
      orderBy: { lastSeen: 'desc' },
      skip: MAX_ROWS,
      select: { address: true },
    })
    if (extra.length === 0) return
    await db().returnRefusal.deleteMany({
      where: { address: { in: extra.map(row => row.address) } },
    })
  } catch (error) {
    logError('refused return address not recorded', error)
  }
}
