import { findReturnAddressFault } from '#lib/cors/return-address.ts'
import type { FieldError } from '#lib/http/problem.ts'
import type { AuthMethod } from './client.ts'
import { findJwksFault } from './jwks.ts'

/** What of a client has to go together. */
export type ClientFacts = {
  kind: 'public' | 'confidential'
  returnAddresses: readonly string[]
  postLogoutAddresses: readonly string[]
  authMethod: AuthMethod
  jwks: object | null
  pkce: boolean
}

/** Looks for what keeps a client from being registered: a list of what to write instead, by field. */
export async function findClientFaults(facts: ClientFacts): Promise<FieldError[]> {
  const { kind, returnAddresses, postLogoutAddresses, authMethod, jwks, pkce } = facts
  const faults = [
    ...findAddressFaults('returnAddresses', returnAddresses, kind),
    ...findAddressFaults('postLogoutAddresses', postLogoutAddresses, kind),
  ]
  if (returnAddresses.length === 0) {
    const message = 'Write at least one return address: without one nobody can sign in.'
    faults.push({ path: 'returnAddresses', message })
  }
  if (kind === 'public' && authMethod !== 'none') {
    const message =
      'A public client cannot keep a secret or a key, so its authMethod is none. Register a confidential one.'
    faults.push({ path: 'authMethod', message })
  }
  if (kind === 'confidential' && authMethod === 'none') {
    const message =
      'A confidential client has to authenticate: choose client_secret_basic, client_secret_post or private_key_jwt.'
    faults.push({ path: 'authMethod', message })
  }
  if (kind === 'public' && !pkce) {
    const message = 'A public client needs PKCE: nothing else keeps a stolen code from being used.'
    faults.push({ path: 'pkce', message })
  }
  const jwksFault = await findKeysFault(authMethod, jwks)
  if (jwksFault) faults.push({ path: 'jwks', message: jwksFault })
  return faults
}

function findAddressFaults(
  path: string,
  addresses: readonly string[],
  kind: ClientFacts['kind'],
): FieldError[] {
  const messages = addresses.flatMap(address => {
    const fault = findReturnAddressFault(address, kind === 'public' ? 'app' : 'page')
    return fault ? [`${fault.problem}: ${fault.fix}.`] : []
  })
  return messages.length > 0 ? [{ path, message: messages.join(' ') }] : []
}

async function findKeysFault(method: AuthMethod, jwks: object | null): Promise<string | null> {
  if (method === 'private_key_jwt') {
    if (jwks) return findJwksFault(jwks)
    return 'The public keys are missing: private_key_jwt needs a JWK set, {"keys": [...]}.'
  }
  return jwks === null
    ? null
    : 'Keys are for private_key_jwt alone. Leave them out, or choose that.'
}
