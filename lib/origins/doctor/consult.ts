import { denyAccess } from '#lib/audit/deny-access.ts'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { buildCookieAttributes } from '#lib/sessions/cookie.ts'
import type { Subject } from './call.ts'
import { findCertificateFault } from './certificate.ts'
import { type Diagnosis, diagnose } from './doctor.ts'
import type { AskedQuestion } from './question.ts'

/**
 * Says what a browser does with a call from any page, by the current list and settings.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function consult(viewer: Viewer, question: AskedQuestion): Promise<Diagnosis> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_change')
  return consultNow(question)
}

/**
 * Does the same for a page that asks about itself. The answer tells nothing about other origins.
 * @param origin the Origin header of the request.
 * @param host its Host header: by which name the page calls this server, unless the question says.
 * @throws Problem 403 `origin_not_own` if the question names another origin.
 */
export async function consultSelf(
  origin: string,
  host: string | null,
  question: AskedQuestion,
): Promise<Diagnosis> {
  return consultNow(readOwnQuestion(origin, host, question))
}

/**
 * Completes a question that a page asks about itself.
 * @throws Problem 403 `origin_not_own` if it names another origin.
 */
export function readOwnQuestion<Q extends { origin: string; server: string }>(
  origin: string,
  host: string | null,
  question: Q,
): Q {
  if (question.origin !== '' && question.origin !== origin) {
    throw new Problem(403, 'origin_not_own', `A page of ${origin} may ask only about itself.`)
  }
  const server = question.server || readCalledAddress(host)
  return { ...question, origin, server }
}

/** Empty behind a proxy, which may write another name into the request. */
function readCalledAddress(host: string | null): string {
  const { publicUrl, trustProxy } = env()
  const address = `${publicUrl.protocol}//${host}`
  return host && trustProxy === 0 && URL.canParse(address) ? address : ''
}

async function consultNow(question: AskedQuestion): Promise<Diagnosis> {
  return diagnose(question, await readSubject())
}

/** This server as it is just now. */
export async function readSubject(): Promise<Subject> {
  const { cookieName, publicUrl } = env()
  return {
    policy: readCorsPolicy(),
    server: publicUrl,
    cookie: { name: cookieName, ...buildCookieAttributes(0) },
    certificateFault: await findCertificateFault(publicUrl),
  }
}
