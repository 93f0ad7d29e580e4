import { createHash } from 'node:crypto'
import { recordEvent } from '#lib/audit/record-event.ts'
import type { AuthMethod, Client } from '#lib/clients/client.ts'
import { hashClientSecret } from '#lib/clients/client-secret.ts'
import { findClient } from '#lib/clients/find-client.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'
import { invalidRequest } from '#lib/http/parameters.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { ASSERTION_TYPE, isAssertionOf, readAssertedClient } from './assertion.ts'
import { readBasicCredentials } from './basic-credentials.ts'

/** The parameters by which a client says who it is. */
export const CLIENT_PARAMETERS = [
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
] as const
type ClientParameters = Partial<Record<(typeof CLIENT_PARAMETERS)[number], string>>

/** What a request says of its client: by which method, and with what. */
type Credentials = { id: string; method: AuthMethod; proof: string }

/**
 * Finds out which client sends `request`, by exactly the method that it is registered with (RFC 6749 §2.3, §3.2.1;
 * RFC 7523 §2.2); a public client, or a page's origin, only says who it is.
 * @throws OAuthProblem 401 `invalid_client`, 400 `invalid_request` for two methods at once; Problem 429 `limited`.
 */
export async function authenticateClient(
  request: Request,
  parameters: ClientParameters,
): Promise<Client> {
  const credentials = readCredentials(request, parameters)
  if (!credentials) throw makeInvalidClient(request, 'The client did not say who it is.')
  const client = await findClient(credentials.id)
  if (client && (await proves(client, credentials, request))) return client
  return refuse(client, request)
}

/** The client that asks; null where a request names none and none is needed. */
export async function findAsker(
  request: Request,
  parameters: ClientParameters,
  isNeeded: boolean,
): Promise<Client | null> {
  const isNamed = readCredentials(request, parameters) !== null
  return isNeeded || isNamed ? authenticateClient(request, parameters) : null
}

/** Whether a request says to be of an application that is registered, with proof or without. */
export async function namesRegisteredClient(
  request: Request,
  parameters: ClientParameters,
): Promise<boolean> {
  const credentials = readCredentials(request, parameters)
  const client = credentials && (await findClient(credentials.id))
  return client !== null && client.kind !== 'origin'
}

function readCredentials(request: Request, parameters: ClientParameters): Credentials | null {
  const { client_id, client_secret, client_assertion, client_assertion_type } = parameters
  const basic = readBasicCredentials(request.headers.get('authorization'))
  const isAsserted = client_assertion !== undefined || client_assertion_type !== undefined
  if ([basic !== null, client_secret !== undefined, isAsserted].filter(Boolean).length > 1) {
    throw invalidRequest('Authenticate by one method alone (RFC 6749, 2.3).')
  }
  if (basic) {
    if (client_id !== undefined && client_id !== basic.id) {
      throw invalidRequest('client_id is another than that of Authorization.')
    }
    return { id: basic.id, method: 'client_secret_basic', proof: basic.secret }
  }
  if (isAsserted) return readAssertion(request, parameters)
  if (client_id === undefined) return null
  if (client_secret === undefined) return { id: client_id, method: 'none', proof: '' }
  return { id: client_id, method: 'client_secret_post', proof: client_secret }
}

function readAssertion(request: Request, parameters: ClientParameters): Credentials {
  const { client_id, client_assertion, client_assertion_type } = parameters
  const message = `client_assertion comes with client_assertion_type=${ASSERTION_TYPE}.`
  if (client_assertion === undefined || client_assertion_type === undefined) {
    throw invalidRequest(message)
  }
  // A method that is not known here (RFC 6749 §5.2).
  if (client_assertion_type !== ASSERTION_TYPE) throw makeInvalidClient(request, message)
  const id = client_id ?? readAssertedClient(client_assertion) ?? ''
  return { id, method: 'private_key_jwt', proof: client_assertion }
}

async function proves(
  client: Client,
  { method, proof }: Credentials,
  request: Request,
): Promise<boolean> {
  const path = new URL(request.url).pathname
  if (!isMethodOf(client, method, path)) return false
  switch (method) {
    case 'none':
      return !isOtherPage(client, request)
    case 'private_key_jwt':
      return isAssertionOf(client, proof, path)
    default:
      return hasSecret(client, proof)
  }
}

/**
 * The method that is registered is that of the token endpoint (OpenID Connect Registration 1.0 §2). To revoke, a secret
 * may be sent either way: oidc-client-ts knows only `client_secret_post` there.
 */
function isMethodOf({ authMethod }: Client, method: AuthMethod, path: string): boolean {
  if (method === authMethod) return true
  const isSecret = [method, authMethod].every(one => one.startsWith('client_secret_'))
  return isSecret && path.startsWith('/api/token/revoke')
}

/** The client of a page is its origin: where a browser says which page asks, it can be no other. */
function isOtherPage({ id, kind }: Client, { headers }: Request): boolean {
  const origin = headers.get('origin')
  return kind === 'origin' && origin !== null && origin !== id
}

/** While a secret takes the place of another, both are good. */
async function hasSecret({ id: clientId }: Client, secret: string): Promise<boolean> {
  const found = await awaitInTime(
    db().clientSecret.findFirst({
      where: {
        id: hashClientSecret(secret),
        clientId,
        OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      },
      select: { id: true },
    }),
  )
  return found !== null
}

/** All ids of no client share a budget: each would open one of its own otherwise. */
async function refuse(client: Client | null, request: Request): Promise<never> {
  const name = client ? createHash('sha256').update(client.id).digest('base64url') : 'unknown'
  await takeAttempt('clientAuth', `${name}|${readClientAddress(request.headers)}`)
  await recordEvent({
    action: 'token_issue',
    result: 'refused',
    actor: null,
    target: client && { uid: client.id },
    detail: { reason: client ? 'client_authentication' : 'unknown_client' },
  })
  throw makeInvalidClient(request, 'There is no such client, or it did not prove that it is it.')
}

/**
 * A browser that is told `Basic` asks its person for a password: a page hears of its own mistake without that, unless
 * it tried the scheme (RFC 6749 §5.2).
 */
export function makeInvalidClient(request: Request, message: string): OAuthProblem {
  const isPage = request.headers.has('origin') && !request.headers.has('authorization')
  const challenge = isPage ? 'Bearer' : 'Basic realm="Latchkey", charset="UTF-8"'
  return new OAuthProblem('invalid_client', message, [['WWW-Authenticate', challenge]])
}
