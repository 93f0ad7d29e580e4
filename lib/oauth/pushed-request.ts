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

/**
 * The parameters that `request_uri` names, if it is of a request that was pushed by the same client: then all others
 * count for nothing (RFC 9126 §4). Any other request comes back as it is.
 */
export async function resolvePushedRequest(parameters: Parameters): Promise<Parameters> {
  const { request_uri: name = '', client_id: clientId } = parameters.values
  if (!name.startsWith(PREFIX) || !clientId) return parameters
  const row = await awaitInTime(
    db().pushedRequest.findFirst({
      where: {
        id: { in: listSecretMacs(name.slice(PREFIX.length)) },
        clientId,
        expiresAt: { gt: new Date() },
      },
      select: { parameters: true },
    }),
  )
  return row ? readAuthorizationParameters(new URLSearchParams(row.parameters)) : parameters
}
