import { z } from 'zod'
import { AUTH_METHODS, ID_TOKEN_ALGORITHMS, SCOPES } from '#lib/clients/client.ts'
import { DPOP_ALGORITHMS } from '#lib/dpop/proof.ts'
import { env } from '#lib/env/env.ts'
import { ACR_VALUES } from './acr.ts'
import { ASSERTION_ALGORITHMS } from './assertion.ts'
import { PROMPTS } from './authorization-request.ts'
import { RESPONSE_MODES } from './find-target.ts'

const Texts = z.array(z.string())

/** What this authorization server says about itself (RFC 8414 §2, OpenID Connect Discovery 1.0 §3). */
export const MetadataJson = z
  .strictObject({
    issuer: z.url(),
    authorization_endpoint: z.url(),
    token_endpoint: z.url(),
    pushed_authorization_request_endpoint: z.url(),
    require_pushed_authorization_requests: z.boolean(),
    userinfo_endpoint: z.url(),
    jwks_uri: z.url(),
    revocation_endpoint: z.url(),
    introspection_endpoint: z.url(),
    end_session_endpoint: z.url(),
    scopes_supported: Texts,
    response_types_supported: Texts,
    response_modes_supported: Texts,
    grant_types_supported: Texts,
    subject_types_supported: Texts,
    id_token_signing_alg_values_supported: Texts,
    token_endpoint_auth_methods_supported: Texts,
    token_endpoint_auth_signing_alg_values_supported: Texts,
    revocation_endpoint_auth_methods_supported: Texts,
    revocation_endpoint_auth_signing_alg_values_supported: Texts,
    introspection_endpoint_auth_methods_supported: Texts,
    introspection_endpoint_auth_signing_alg_values_supported: Texts,
    code_challenge_methods_supported: Texts,
    dpop_signing_alg_values_supported: Texts,
    authorization_response_iss_parameter_supported: z.boolean(),
    claims_supported: Texts,
    acr_values_supported: Texts,
    prompt_values_supported: Texts,
    ui_locales_supported: Texts,
    claims_parameter_supported: z.boolean(),
    request_parameter_supported: z.boolean(),
    request_uri_parameter_supported: z.boolean(),
  })
  .meta({ id: 'Metadata', description: 'The authorization server (RFC 8414).' })
type MetadataJson = z.output<typeof MetadataJson>

/** The claims of ID tokens, then those of userinfo. */
const CLAIMS = [
  'iss',
  'sub',
  'aud',
  'exp',
  'iat',
  'azp',
  'sid',
  'auth_time',
  'nonce',
  'acr',
  'amr',
  'at_hash',
  'name',
  'preferred_username',
  'picture',
  'birthdate',
  'updated_at',
  'email',
  'email_verified',
]

/** Describes the server to clients. The `session` grant is ours alone and not listed. */
export function describeServer({ origin }: { origin: string } = env().publicUrl): MetadataJson {
  const authMethods = [...AUTH_METHODS]
  const assertionAlgorithms = [...ASSERTION_ALGORITHMS]
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/api/token`,
    pushed_authorization_request_endpoint: `${origin}/api/par`,
    require_pushed_authorization_requests: false,
    userinfo_endpoint: `${origin}/api/userinfo`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    revocation_endpoint: `${origin}/api/token/revoke`,
    introspection_endpoint: `${origin}/api/token/introspect`,
    end_session_endpoint: `${origin}/logout`,
    scopes_supported: [...SCOPES],
    response_types_supported: ['code'],
    response_modes_supported: [...RESPONSE_MODES],
    grant_types_supported: ['authorization_code', 'refresh_token', 'password'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...ID_TOKEN_ALGORITHMS],
    token_endpoint_auth_methods_supported: authMethods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    revocation_endpoint_auth_methods_supported: authMethods,
    revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint_auth_methods_supported: authMethods.filter(method => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: [...DPOP_ALGORITHMS],
    authorization_response_iss_parameter_supported: true,
    claims_supported: [...CLAIMS],
    acr_values_supported: [...ACR_VALUES],
    prompt_values_supported: [...PROMPTS],
    ui_locales_supported: ['en'],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  }
}
