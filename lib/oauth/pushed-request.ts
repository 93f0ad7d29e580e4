import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { computeSecretMac, listSecretMacs, makeSecret } from '#lib/tickets/secret.ts'
import {
  type Parameters,
  readAuthorizationParameters,
  writeAuthorizationParameters,
} from './parameters.ts'

const PREFIX = 'urn:ietf:params:oauth:request_uri:'
/** How long a pushed request may be used, in seconds: the person signs in meanwhile (RFC 9126 §2.2). */
export const PUSHED_LIFETIME_SECONDS = 600

/** Keeps the parameters of a request until the client's person comes by. @returns the `request_uri` that names them. */
export async function savePushedRequest(clientId: string, parameters: Parameters): Promise<string> {
  const secret = makeSecret()
  const now = Date.now()
  await awaitInTime(
    db().$transaction([
      db().pushedRequest.deleteMany({ where: { expiresAt: { lt: new Date(now) } } }),
      db().pushedRequest.create({
        data: {
          id: computeSecretMac(secret),
          clientId,
          parameters: writeAuthorizationParameters(parameters).toString(),
          expiresAt: new Date(now + PUSHED_LIFETIME_SECONDS * 1000),
        },
        select: { id: true },
      }),
    ]),
  )
  return `${PREFIX}${secret}`
}

/** An authorization request as it arrived: what it asks, and as what it is carried from page to page. */
export type ArrivedRequest = {
  parameters: Parameters
  carried: URLSearchParams
  /** Which pushed request it is; null for one that stands in the address. */
  pushedId: string | null
}

/**
 * Reads an authorization request. If its `request_uri` names one that the same client has pushed, all other parameters
 * count for nothing (RFC 9126 §4).
 * @returns null where that is used or too old, or never was.
 */
export async function resolveRequest(query: URLSearchParams): Promise<ArrivedRequest | null> {
  const parameters = readAuthorizationParameters(query)
  const carried = writeAuthorizationParameters(parameters)
  const { request_uri: name = '', client_id: clientId = '' } = parameters.values
  if (!name.startsWith(PREFIX)) return { parameters, carried, pushedId: null }
  const row = await awaitInTime(
    db().pushedRequest.findFirst({
      where: {
        id: { in: listSecretMacs(name.slice(PREFIX.length)) },
        clientId,
        expiresAt: { gt: new Date() },
      },
      select: { id: true, parameters: true },
    }),
  )
  if (!row) return null
  return {
    parameters: readAuthorizationParameters(new URLSearchParams(row.parameters)),
    carried: new URLSearchParams({ client_id: clientId, request_uri: name }),
    pushedId: row.id,
  }
}

/**
 * Uses a pushed request up, as its answer is about to be sent: `request_uri` is good for one answer (RFC 9126 §7.3), but
 * may be opened as often as the person reloads a page before that (§4).
 * @returns whether this is the first time.
 */
export async function spendPushedRequest(id: string): Promise<boolean> {
  const { count } = await awaitInTime(db().pushedRequest.deleteMany({ where: { id } }))
  return count === 1
}
