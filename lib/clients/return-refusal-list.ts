import { z } from 'zod'
import { findReturnAddressFault, isReturnAddress } from '#lib/cors/return-address.ts'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makePageLimitSchema } from '#lib/lists/page-limit.ts'
import { type Client, isNativeClient } from './client.ts'
import { isClientOrigin } from './client-origin.ts'
import { toClient } from './find-client.ts'
import type { ReturnRefusalJson } from './return-address-json.ts'
import { listReturnAddresses, requireReturnAddressRights } from './return-address-store.ts'

/** Which refused addresses to list, and how many. */
export const ReturnRefusalQuery = z.object({
  limit: makePageLimitSchema(100),
  of: z
    .enum(['origins', 'applications'], 'of must be origins or applications.')
    .optional()
    .describe('Only those that pages of origins, or registered applications, asked for.'),
})
type ReturnRefusalQuery = z.output<typeof ReturnRefusalQuery>

/** The id of a registered client has no colon; an origin has one. */
const WHERE = {
  all: {},
  origins: { clientId: { contains: ':' } },
  applications: { clientId: { not: { contains: ':' } } },
}

type Judged = Pick<ReturnRefusalJson, 'cause' | 'allowed' | 'allowable'>

/**
 * Lists the last `limit` return addresses that were refused, the last seen first.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function listReturnRefusals(
  viewer: Viewer,
  { limit, of }: ReturnRefusalQuery,
): Promise<ReturnRefusalJson[]> {
  requireReturnAddressRights(viewer)
  const rows = await db().returnRefusal.findMany({
    where: WHERE[of ?? 'all'],
    orderBy: [{ lastSeen: 'desc' }, { address: 'asc' }],
    take: limit,
  })
  const [known, clients] = await Promise.all([
    listReturnAddresses(viewer),
    findRegistered(rows.map(({ clientId }) => clientId)),
  ])
  const addresses = new Set(known.map(({ address }) => address))
  return rows.map(({ address, clientId, count, firstSeen, lastSeen }) => ({
    address,
    client: clientId,
    count,
    firstSeen: firstSeen.toISOString(),
    lastSeen: lastSeen.toISOString(),
    ...(clientId.includes(':')
      ? judgeForOrigin(clientId, address, addresses)
      : judgeForRegistered(clients.get(clientId), address)),
  }))
}

async function findRegistered(ids: string[]): Promise<Map<string, Client>> {
  const rows = await db().client.findMany({ where: { id: { in: [...new Set(ids)] } } })
  return new Map(rows.map(row => [row.id, toClient(row)]))
}

function judgeForOrigin(origin: string, address: string, known: ReadonlySet<string>): Judged {
  if (!isClientOrigin(origin)) return refuse('The origin is no longer allowed.')
  const fault = findReturnAddressFault(address, 'page')
  if (fault) return refuse(`${fault.problem}: ${fault.fix}.`)
  if (URL.parse(address)?.origin !== origin) {
    return refuse(
      'It lies on another origin than the page that asked. Answers for a page go to its own origin alone.',
    )
  }
  if (known.has(address)) return allow()
  return {
    cause: 'It is not among the return addresses of this origin. Allow it, if its page is yours.',
    allowed: false,
    allowable: true,
  }
}

function judgeForRegistered(client: Client | undefined, address: string): Judged {
  if (!client) return refuse('The application is no longer registered.')
  if (isReturnAddress(client.returnAddresses, address, isNativeClient(client))) return allow()
  const fault = findReturnAddressFault(address, client.kind === 'public' ? 'app' : 'page')
  if (fault) return refuse(`${fault.problem}: ${fault.fix}.`)
  return {
    cause: `It is not among the return addresses of ${client.name}. Allow it only if you know that it is of this application: whoever has the address gets the answers.`,
    allowed: false,
    allowable: true,
  }
}

function allow(): Judged {
  return { cause: 'It was refused, and is now allowed.', allowed: true, allowable: false }
}

function refuse(cause: string): Judged {
  return { cause, allowed: false, allowable: false }
}
