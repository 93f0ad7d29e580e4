import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { TOKENS } from '#lib/openapi/samples.ts'
import { TokenAnswer } from '#lib/sessions/bearer-session.ts'
import { MessageJson } from './sign-in-json.ts'

const tag = 'Tokens'
const json = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

const resource = z
  .string()
  .optional()
  .describe('The server that the access token is for, an entry of AUDIENCES (RFC 8707).')
/** Who an OAuth client is, where `Authorization: Basic` does not say so. */
const client = {
  client_id: z.string().optional().describe('Who the OAuth client is that asks.'),
  client_secret: z.string().optional(),
  client_assertion: z.string().optional().describe('A JWT by its key (RFC 7523).'),
  client_assertion_type: z.string().optional(),
}
const byPassword = z.object({
  grant_type: z.literal('password'),
  uid: z.string().optional(),
  username: z.string().optional().describe('The name of `uid` in RFC 6749.'),
  password: z.string(),
  resource,
})
const byCeremony = z.object({
  grant_type: z.literal('password'),
  auth_session: z.string().describe('Of an answer 401 `second_factor_required`.'),
  code: z.string().describe('What one of its `ways` asks for.'),
  resource,
})
const byRefreshToken = z.object({
  ...client,
  grant_type: z.literal('refresh_token'),
  refresh_token: z.string(),
  scope: z.string().optional().describe('Of what an OAuth client was granted, a part.'),
  resource,
})
const byCode = z.object({
  ...client,
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string().optional().describe('If it is sent, the one that the code came to.'),
  code_verifier: z.string().optional().describe('What PKCE calls so (RFC 7636).'),
  resource,
})
const bySession = z.object({ grant_type: z.literal('session').optional(), resource })

const Grant = z.union([byCode, byPassword, byCeremony, byRefreshToken, bySession]).meta({
  id: 'Grant',
  description:
    'What to exchange for tokens: a code, a password, a refresh token, or the current session.',
})
// Not for the current session: the cookie would prove it, and a form needs no preflight.
const FormGrant = z
  .union([byCode, byPassword, byCeremony, byRefreshToken])
  .meta({ id: 'FormGrant' })
const Token = z.object({
  ...client,
  token: z.string().describe('An access or a refresh token.'),
})

const PublicKeys = z
  .strictObject({
    keys: z.array(
      z.union([
        z.strictObject({
          kty: z.literal('EC'),
          crv: z.literal('P-256'),
          x: z.string(),
          y: z.string(),
          kid: z.string(),
          alg: z.literal('ES256'),
          use: z.literal('sig'),
        }),
        z
          .strictObject({
            kty: z.literal('RSA'),
            n: z.string(),
            e: z.string(),
            kid: z.string(),
            alg: z.literal('RS256'),
            use: z.literal('sig'),
          })
          .describe('For the ID tokens of clients that support nothing else.'),
      ]),
    ),
  })
  .meta({ id: 'PublicKeys', description: 'A JSON Web Key Set (RFC 7517 §5).' })

export const tokenOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/token',
    id: 'issueTokens',
    tag,
    session: 'used',
    limited: true,
    dpop: true,
    proof: 'token_issue',
    summary: 'Get tokens',
    about:
      'Gives an access token, which is valid for minutes, and a refresh token, which works once. Without `grant_type` the session of the cookie vouches for you; a form cannot ask for that, and the new session ends with that one. A page of another origin gets by it an access token for a `resource` of AUDIENCES alone, and no refresh token. `resource` names the one server that the access token is for, an entry of AUDIENCES; by default this server. If you lose an answer, send the same refresh token again within ten seconds. After that, it ends the session (RFC 9700 §4.14.2). What an OAuth client was given needs that client, and its authentication if it has one. With a DPoP proof, which needs a nonce, the session is bound to the key of the proof.',
    body: {
      content: { [json]: Grant, [FORM_TYPE]: FormGrant },
      example: { grant_type: 'password', uid: 'grace', password: 'nanosecond-30cm' },
      ownProblems: true,
    },
    success: {
      200: { what: 'The tokens.', content: { [json]: TokenAnswer }, example: TOKENS },
    },
    problems: {
      400: [
        'invalid_request',
        'invalid_grant',
        'invalid_scope',
        'invalid_target',
        'unauthorized_client',
        'unsupported_grant_type',
      ],
      401: [
        'token_missing',
        'token_invalid',
        'invalid_credentials',
        'second_factor_required',
        'second_factor_wrong',
        'invalid_session',
        'invalid_client',
      ],
      403: ['origin_cookie_only', 'origin_no_passwords', 'session_of_session'],
      503: ['hash_queue_full'],
    },
  },
  {
    method: 'post',
    path: '/api/token/revoke',
    id: 'revokeToken',
    tag,
    session: 'ignored',
    limited: true,
    summary: 'Revoke a token',
    about:
      'Ends the session that the token belongs to; whoever has the token may do this (RFC 7009). An unknown token counts as revoked. What an OAuth client was given needs that client.',
    body: {
      content: { [json]: Token, [FORM_TYPE]: Token },
      example: { token: TOKENS.refresh_token },
      ownProblems: true,
    },
    success: {
      200: {
        what: 'The token is not valid any longer.',
        content: { [json]: MessageJson },
        example: { message: 'The token is not valid any more' },
      },
    },
    problems: { 400: ['invalid_request', 'invalid_grant'], 401: ['invalid_client'] },
  },
  {
    method: 'get',
    path: '/.well-known/jwks.json',
    id: 'listPublicKeys',
    tag,
    session: 'ignored',
    summary: 'List public keys',
    about:
      'The keys with which other servers verify access tokens, and clients ID tokens. A new key is listed for ten minutes before it signs.',
    success: {
      200: {
        what: 'The keys.',
        content: { [json]: PublicKeys },
        example: {
          keys: [
            {
              kty: 'EC',
              crv: 'P-256',
              kid: 'Yx0',
              alg: 'ES256',
              use: 'sig',
              x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
              y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
            },
          ],
        },
        headers: ['Cache-Control', 'Access-Control-Allow-Origin'],
      },
    },
  },
]
