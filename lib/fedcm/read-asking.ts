import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import type { Client } from '#lib/clients/client.ts'
import { findClient } from '#lib/clients/find-client.ts'
import { findStanding } from '#lib/cors/policy.ts'
import { readFormBody } from '#lib/http/parameters.ts'
import { Problem } from '#lib/http/problem.ts'
import { addReplyHeader } from '#lib/http/reply.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { describeSilentError } from '#lib/oauth/find-step.ts'
import { findCookieSession } from '#lib/sessions/session.ts'
import { answerFedcmError } from './fedcm-error.ts'
import { requireWebIdentity } from './require-web-identity.ts'

/** What a browser asks: in the name of the page that is `client`, about the account of `viewer`. */
export type Asking = { client: Client; viewer: Viewer; form: URLSearchParams }

/**
 * Reads what a browser asks in the name of a page. The request comes with the cookie whoever the page is, so the page is
 * judged before anything else: the browser says its origin, which has to be the client that the page says to be.
 * @returns the answer where somebody asks who may, but not this.
 * @throws Problem 403 `not_webidentity`, `origin_not_allowed`; 413, 415.
 */
export async function readAsking(request: Request): Promise<Asking | Response> {
  requireWebIdentity(request)
  const client = await requireAskingPage(request)
  const { viewer } = await findCookieSession(request.headers)
  if (!viewer) return answerFedcmError(describeSilentError('login'), 401)
  const form = await readFormBody(request)
  if (findOnly(form, 'client_id') !== client.id) {
    const description = 'client_id must be the origin of the page.'
    return answerFedcmError({ error: 'unauthorized_client', description })
  }
  return { client, viewer, form }
}

/** The value of a field that stands once; null where it is missing or repeated. */
export function findOnly(form: URLSearchParams, name: string): string | null {
  const [value = null, ...more] = form.getAll(name)
  return more.length > 0 ? null : value
}

async function requireAskingPage(request: Request): Promise<Client> {
  const origin = request.headers.get('origin')
  const client = origin === null ? null : await findClient(origin)
  if (client?.kind !== 'origin') {
    throw new Problem(403, 'origin_not_allowed', 'Pages of this origin sign nobody in here.')
  }
  // Whatever the mode of its entry, the page gets a code, as of /authorize; the cookie is the browser's. The verdict says
  // this for all other modes.
  if (findStanding(readCorsPolicy(), origin) === 'bearer') {
    addReplyHeader(request, 'Access-Control-Allow-Credentials', 'true')
  }
  return client
}
