import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'

/** The return addresses of the pages of `origin`: those of RETURN_ADDRESSES first. */
export async function listReturnAddressesOf(origin: string): Promise<string[]> {
  const rows = await awaitInTime(
    db().returnAddress.findMany({
      where: { address: { startsWith: `${origin}/` } },
      select: { address: true },
      orderBy: { id: 'asc' },
    }),
  )
  const pinned = env().returnAddresses.filter(address => address.startsWith(`${origin}/`))
  return [...new Set([...pinned, ...rows.map(({ address }) => address)])]
}
