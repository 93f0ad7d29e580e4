import type { Client } from '#lib/clients/client.ts'
import { invalidRequest } from '#lib/http/parameters.ts'
import type { TokenAnswer } from '#lib/sessions/bearer-session.ts'
import { refreshSession } from '#lib/sessions/refresh.ts'
import { readResource } from '#lib/sessions/resource.ts'
import { signIdToken } from './id-token.ts'

/** What a client sends for new tokens, where from, and the key whose proof came along. */
export type RefreshRequest = {
  refresh_token?: string | undefined
  resource?: string | undefined
  scope?: string | undefined
  address: string
  jkt: string | null
  /** The OAuth client that asks; null for none where none is needed. */
  authenticate(isNeeded: boolean): Promise<Client | null>
}

/**
 * Changes a refresh token for new tokens. Where an ID token was among the first ones there is a new one, which tells
 * of the same sign-in (OpenID Connect Core §12.2).
 */
export async function refreshTokens(request: RefreshRequest): Promise<TokenAnswer> {
  const { refresh_token: token, resource, scope, address, jkt } = request
  if (!token) throw invalidRequest('This grant needs refresh_token.')
  let client: Client | null = null
  const { tokens, session } = await refreshSession(token, {
    address,
    resource: resource === undefined ? undefined : readResource(resource),
    scope,
    jkt,
    async authenticate(isNeeded) {
      client = await request.authenticate(isNeeded)
      return client?.id ?? ''
    },
  })
  return client && tokens.scope?.split(' ').includes('openid')
    ? { ...tokens, id_token: await signIdToken(client, toSignedIn(session), tokens.access_token) }
    : tokens
}

function toSignedIn(session: Awaited<ReturnType<typeof refreshSession>>['session']) {
  return {
    userId: session.user.id,
    sessionId: session.parentId ?? session.id,
    provenAt: session.provenAt,
    amr: session.amr,
    nonce: null,
  }
}
