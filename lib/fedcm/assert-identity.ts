import { z } from 'zod'
import { env } from '#lib/env/env.ts'
import { json } from '#lib/http/json.ts'
import type { AuthorizationError } from '#lib/oauth/authorization-request.ts'
import { describeSilentError, findStep } from '#lib/oauth/find-step.ts'
import { grantCode } from '#lib/oauth/grant-code.ts'
import { makeAccountId } from './accounts.ts'
import { answerFedcmError } from './fedcm-error.ts'
import { type Asking, findOnly, readAsking } from './read-asking.ts'
import { readAssertionRequest } from './read-assertion-request.ts'

/** What the browser gives to the page, or where it goes on (FedCM §3.5). */
export const AssertionJson = z
  .strictObject({
    token: z.string().exactOptional().describe('A code for `/api/token`.'),
    continue_on: z.url().exactOptional().describe('A window in which the person goes on.'),
  })
  .meta({ id: 'FedcmAssertion', description: 'What the browser gives to the page (FedCM §3.5).' })

/** An answer to the browser before it is written. */
type Outcome = { code: string } | { continueOn: string } | AuthorizationError

const NO_MARKS = { askedAt: null, allowedAt: null, refusedAt: null }

/**
 * Answers the browser that asks in the name of a page (FedCM §3.5): with a code that is bound to the page's challenge as
 * one of `/authorize` is, or with the address at which something more is asked.
 * @throws Problem as `readAsking` does.
 */
export async function assertIdentity(request: Request): Promise<Response> {
  const asking = await readAsking(request)
  if (asking instanceof Response) return asking
  const outcome = await decide(asking)
  if ('error' in outcome) return answerFedcmError(outcome)
  return json('code' in outcome ? { token: outcome.code } : { continue_on: outcome.continueOn })
}

async function decide({ client, viewer, form }: Asking): Promise<Outcome> {
  if (findOnly(form, 'account_id') !== makeAccountId(viewer)) {
    return { error: 'access_denied', description: 'This account is not signed in here.' }
  }
  const read = readAssertionRequest(form, client)
  if ('error' in read) return read.error
  const { request, carried } = read
  const found = await findStep(request, viewer, NO_MARKS)
  if (found === null) return grantCode(viewer, request)
  if ('error' in found) return found
  if (request.prompts.has('none')) return describeSilentError(found.step)
  return { continueOn: `${env().publicUrl.origin}/authorize?${carried}` }
}
