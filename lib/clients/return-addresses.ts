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
  const known = [...env().returnAddresses, ...rows.map(({ address }) => address)]
  // For the database, an `_` in the origin is any character, and SQLite makes no difference of case.
  return [...new Set(known.filter(address => address.startsWith(`${origin}/`)))]
}
