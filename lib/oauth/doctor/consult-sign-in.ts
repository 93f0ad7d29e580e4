import { denyAccess } from '#lib/audit/deny-access.ts'
import { env } from '#lib/env/env.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { readOwnQuestion, readSubject } from '#lib/origins/doctor/consult.ts'
import { findPublishedFault } from '#lib/origins/doctor/published-web-identity.ts'
import { findTarget, type TargetFault } from '../find-target.ts'
import { readAuthorizationParameters } from '../parameters.ts'
import { diagnoseSignIn, type SignInDiagnosis } from './diagnosis.ts'
import { type SignInQuestion, splitAddress } from './question.ts'

/**
 * Says what `signIn()` does on any page, by the current list and settings.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function consultSignIn(
  viewer: Viewer,
  question: SignInQuestion,
): Promise<SignInDiagnosis> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_change')
  return consultNow(splitAddress(question))
}

/**
 * Does the same for a page that asks about itself.
 * @throws Problem 403 `origin_not_own` if the question names another origin.
 */
export async function consultOwnSignIn(
  origin: string,
  host: string | null,
  question: SignInQuestion,
): Promise<SignInDiagnosis> {
  const { path, ...asked } = question.origin ? splitAddress(question) : question
  return consultNow({ ...readOwnQuestion(origin, host, asked), path: path || '/' })
}

async function consultNow(question: SignInQuestion): Promise<SignInDiagnosis> {
  const { origin, path } = question
  const [subject, message, redirect, webIdentity] = await Promise.all([
    readSubject(),
    findAuthorizeFault(origin, { redirect_uri: origin, response_mode: 'web_message' }),
    findAuthorizeFault(origin, { redirect_uri: origin + path }),
    findPublishedFault(env().publicUrl),
  ])
  return diagnoseSignIn(question, subject, { message, redirect, webIdentity })
}

/** What /authorize says to a request of a page; null if it goes on. Nothing is recorded. */
async function findAuthorizeFault(
  origin: string,
  asked: Record<string, string>,
): Promise<TargetFault | null> {
  const query = new URLSearchParams({ client_id: origin, response_type: 'code', ...asked })
  const found = await findTarget(readAuthorizationParameters(query))
  return 'fault' in found ? found.fault : null
}
