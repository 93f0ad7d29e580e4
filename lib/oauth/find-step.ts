import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import type { AuthorizationError, AuthorizationRequest } from './authorization-request.ts'
import type { Marks } from './flow-marks.ts'
import { readIdTokenHint } from './id-token-hint.ts'

/** What the person has to do before there is an answer; `account` is to sign in as somebody else. */
export type Step = 'login' | 'account' | 'proof' | 'consent'

/** Finds what is missing before `request` can be granted to `viewer`, or why it cannot be; null for nothing. */
export async function findStep(
  request: AuthorizationRequest,
  viewer: Viewer | null,
  { askedAt, allowedAt }: Marks,
): Promise<{ step: Step } | AuthorizationError | null> {
  const meant = await findMeantUser(request)
  if (meant !== null && typeof meant === 'object') return meant
  if (!viewer) return { step: 'login' }
  const isFresh = askedAt !== null && +viewer.provenAt >= askedAt
  if (meant !== null && meant !== viewer.id) {
    if (!isFresh) return { step: 'account' }
    return { error: 'login_required', description: 'Somebody else has signed in.' }
  }
  if (!isFresh && needsProof(request, viewer)) return { step: 'proof' }
  if (allowedAt !== null) return null
  return (await needsConsent(request, viewer)) ? { step: 'consent' } : null
}

/** What a client is told that wanted nobody to be asked (OpenID Connect Core §3.1.2.6). */
export function describeSilentError(step: Step): AuthorizationError {
  return SILENT_ERRORS[step]
}

const SILENT_ERRORS: Record<Step, AuthorizationError> = {
  login: { error: 'login_required', description: 'Nobody is signed in.' },
  account: { error: 'login_required', description: 'Somebody else is signed in.' },
  proof: { error: 'login_required', description: 'The person has to prove who they are again.' },
  consent: { error: 'consent_required', description: 'The person has to allow it first.' },
}

/** Whom the client means: nobody in particular, or the one of its ID token (OpenID Connect Core §3.1.2.1). */
async function findMeantUser({
  client,
  idTokenHint,
}: AuthorizationRequest): Promise<number | AuthorizationError | null> {
  if (idTokenHint === null) return null
  const hint = await readIdTokenHint(idTokenHint)
  if (hint?.clientId === client.id) return hint.userId
  const description = 'id_token_hint is not one of the ID tokens that this client was given.'
  return { error: 'invalid_request', description }
}

/** Whether the person has to prove who they are once more. */
function needsProof({ prompts, maxAge }: AuthorizationRequest, { provenAt }: Viewer): boolean {
  if (prompts.has('login') || prompts.has('select_account')) return true
  return maxAge !== null && Date.now() - +provenAt > maxAge * 1000
}

async function needsConsent(
  { client, prompts, scopes }: AuthorizationRequest,
  viewer: Viewer,
): Promise<boolean> {
  if (prompts.has('consent') || client.consent === 'always') return true
  if (client.consent === 'never') return false
  const given = await awaitInTime(
    db().consent.findUnique({
      where: { userId_clientId: { userId: viewer.id, clientId: client.id } },
      select: { scope: true },
    }),
  )
  const allowed = given?.scope.split(' ') ?? null
  return allowed === null || scopes.some(scope => !allowed.includes(scope))
}
