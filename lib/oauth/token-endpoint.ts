import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { findStanding } from '#lib/cors/policy.ts'
import { readClient, type Client as Sender } from '#lib/http/client-address.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'
import { invalidRequest, readParameters } from '#lib/http/parameters.ts'
import { requirePasswords } from '#lib/origins/require-passwords.ts'
import {
  type GrantedTokens,
  issueTokens,
  startBySession,
  startOnceBySession,
  type TokenAnswer,
} from '#lib/sessions/bearer-session.ts'
import { readResource } from '#lib/sessions/resource.ts'
import { requireCookieSession } from '#lib/sessions/session.ts'
import type { SignedIn, WantedSignIn } from '#lib/sign-in/conclude-step.ts'
import { continueSignIn } from '#lib/sign-in/continue-sign-in.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import {
  authenticateClient,
  CLIENT_PARAMETERS,
  findAsker,
  namesRegisteredClient,
} from './client-authentication.ts'
import { exchangeCode } from './code-grant.ts'
import { readDpop } from './dpop.ts'
import { refreshTokens } from './refresh-grant.ts'

// `username` is what RFC 6749 §4.3.2 calls a uid.
const NAMES = [
  ...CLIENT_PARAMETERS,
  'grant_type',
  'code',
  'redirect_uri',
  'code_verifier',
  'uid',
  'username',
  'password',
  'auth_session',
  'refresh_token',
  'resource',
  'scope',
] as const
type Values = Partial<Record<(typeof NAMES)[number], string>>

/** What a token request brings, read and, of its DPoP proof, verified. */
type TokenRequest = { request: Request; values: Values; jkt: string | null }

/**
 * Gives the tokens that a request to the token endpoint asks for (RFC 6749 §3.2). A session that begins with a DPoP
 * proof is bound to its key.
 * @throws OAuthProblem, Problem
 */
export async function grantTokens(request: Request): Promise<GrantedTokens> {
  const { values, isForm } = await readParameters(request, NAMES)
  const { grant_type } = values
  const grant = GRANTS[grant_type ?? 'session']
  if (!grant) throw new OAuthProblem('unsupported_grant_type', 'There is no such grant here.')
  // A form needs no preflight (Fetch §4.9), and this grant lives on the cookie.
  if (isForm && grant === GRANTS.session) {
    throw invalidRequest('Name another grant_type, or send JSON.')
  }
  const proof = await readDpop(request, 'required')
  return grant({ request, values, jkt: proof?.jkt ?? null })
}

const GRANTS: { [name: string]: ((asked: TokenRequest) => Promise<GrantedTokens>) | undefined } = {
  __proto__: null as never,
  authorization_code: grantByCode,
  refresh_token: grantByRefreshToken,
  password: grantByPassword,
  session: grantBySession,
}

async function grantByCode({ request, values, jkt }: TokenRequest): Promise<TokenAnswer> {
  const client = await authenticateClient(request, values)
  return exchangeCode(client, { ...values, jkt }, readClient(request.headers))
}

async function grantByRefreshToken({ request, values, jkt }: TokenRequest): Promise<TokenAnswer> {
  const { refresh_token, resource, scope } = values
  return refreshTokens({
    refresh_token,
    resource,
    scope,
    jkt,
    address: readClient(request.headers).address,
    authenticate: isNeeded => findAsker(request, values, isNeeded),
  })
}

async function grantByPassword({ request, values, jkt }: TokenRequest): Promise<TokenAnswer> {
  const resource = readResource(values.resource)
  // RFC 9700 §2.4. A name that nobody is registered by is ignored: the grant is for programs of the operator.
  if (await namesRegisteredClient(request, values)) {
    const message = 'An application has to send its person to /authorize.'
    throw new OAuthProblem('unauthorized_client', message)
  }
  if (values.password) await requirePasswords(request.headers)
  const wanted = { kind: 'bearer', resource, jkt } as const
  const { user, session } = await signInBy(values, readClient(request.headers), wanted)
  return issueTokens(user, session, { grant: 'password', resource, jkt })
}

/** Begins a sign-in by uid and password, or goes on with one that needs a second factor. */
function signInBy(values: Values, client: Sender, wanted: WantedSignIn): Promise<SignedIn> {
  const { auth_session, code, password } = values
  if (auth_session) return continueSignIn(auth_session, { code: code?.trim() }, client, wanted)
  const uid = (values.uid ?? values.username)?.trim()
  if (!uid || !password) throw invalidRequest('This grant needs uid and password.')
  return signIn({ uid, password }, client, wanted)
}

/**
 * Turns the cookie into tokens, which scripts can read. A page elsewhere gets one for another server alone, and no means
 * to get more: for this server it has the cookie, or asks the person at /authorize.
 */
async function grantBySession({ request, values, jkt }: TokenRequest): Promise<GrantedTokens> {
  const resource = readResource(values.resource)
  const standing = findStanding(readCorsPolicy(), request.headers.get('origin'))
  const isElsewhere = standing !== 'none' && standing !== 'own'
  if (isElsewhere && resource === '') {
    throw new OAuthProblem('invalid_target', 'Name the server that the token is for as resource.')
  }
  const viewer = await requireCookieSession(request)
  const start = isElsewhere ? startOnceBySession : startBySession
  return start(viewer, readClient(request.headers), { resource, jkt })
}
