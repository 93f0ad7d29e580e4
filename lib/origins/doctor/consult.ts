import { denyAccess } from '#lib/audit/deny-access.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { buildCookieAttributes } from '#lib/sessions/cookie.ts'
import { readCorsPolicy } from '../allow-list.ts'
import { type Diagnosis, diagnose } from './doctor.ts'
import type { Question } from './question.ts'

/**
 * What a browser would do with a call of any page, by the present list and settings.
 * @throws Problem 403 for who is no administrator.
 */
export function consult(viewer: Viewer, question: Question): Diagnosis {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_change')
  return consultNow(question)
}

/**
 * The same for a page of `origin` (its Origin header) that asks about itself: nothing in it is about anybody else.
 * @throws Problem 403 when it asks about another.
 */
export function consultSelf(origin: string, question: Question): Diagnosis {
  if (question.origin !== '' && question.origin !== origin) {
    throw new Problem(403, 'origin_not_own', `A page of ${origin} may ask about itself only.`)
  }
  return consultNow({ ...question, origin })
}

function consultNow(question: Question): Diagnosis {
  const { cookieName, publicUrl } = env()
  return diagnose(question, {
    policy: readCorsPolicy(),
    server: publicUrl,
    cookie: { name: cookieName, ...buildCookieAttributes(0) },
  })
}
