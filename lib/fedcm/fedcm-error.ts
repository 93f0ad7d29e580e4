import { z } from 'zod'
import { json } from '#lib/http/json.ts'
import type { AuthorizationError } from '#lib/oauth/authorization-request.ts'

/** Why the browser gets nothing, as it reads that and tells the page (FedCM §3.5, IdentityCredentialError). */
export const FedcmErrorJson = z
  .strictObject({
    error: z.strictObject({
      code: z.string().describe('A code of OAuth (RFC 6749 §4.1.2.1).'),
    }),
    message: z.string().describe('The same in words; browsers do not read it.'),
  })
  .meta({ id: 'FedcmError', description: 'Why the browser gets nothing.' })

/** The answer that says so. */
export function answerFedcmError(
  { error, description }: AuthorizationError,
  status = 400,
): Response {
  // RFC 9110 §15.5.2: a 401 says how to authenticate, as all of ours do.
  const headers = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}
  return json({ error: { code: error }, message: description }, { status, headers })
}
