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
const byPassword = z.object({
  grant_type: z.literal('password'),
  uid: z.string().optional(),
  username: z.string().optional().describe('The name of `uid` in RFC 6749.'),
  password: z.string(),
  resource,
})
const byRefreshToken = z.object({
  grant_type: z.literal('refresh_token'),
  refresh_token: z.string(),
  resource,
})
const bySession = z.object({ grant_type: z.literal('session').optional(), resource })

const Grant = z.union([byPassword, byRefreshToken, bySession]).meta({
  id: 'Grant',
  description: 'What to exchange for tokens: a password, a refresh token, or the current session.',
})
// Not for the current session: the cookie would prove it, and a form needs no preflight.
const FormGrant = z.union([byPassword, byRefreshToken]).meta({ id: 'FormGrant' })
const Token = z.object({ token: z.string().describe('An access or a refresh token.') })

const PublicKeys = z
  .strictObject({
    keys: z.array(
      z.strictObject({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        x: z.string(),
        y: z.string(),
        kid: z.string(),
        alg: z.literal('ES256'),
        use: z.literal('sig'),
      }),
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
    proof: 'token_issue',
    summary: 'Get tokens',
    about:
      'Gives an access token, which is valid for minutes, and a refresh token, which works once. Without `grant_type` the session of the cookie vouches for you; a form cannot ask for that, and the new session ends with that one. `resource` names the one server that the access token is for, an entry of AUDIENCES; by default this server. If you lose an answer, send the same refresh token again within ten seconds. After that, it ends the session (RFC 9700 §4.14.2).',
    body: {
      content: { [json]: Grant, [FORM_TYPE]: FormGrant },
      example: { grant_type: 'password', uid: 'grace', password: 'nanosecond-30cm' },
      ownProblems: true,
    },
    success: {
      200: { what: 'The tokens.', content: { [json]: TokenAnswer }, example: TOKENS },
    },
    problems: {
      400: ['invalid_request', 'invalid_target', 'unsupported_grant_type'],
      401: ['token_missing', 'token_invalid', 'invalid_credentials', 'invalid_grant'],
      403: ['origin_cookie_only', 'session_of_session'],
      503: ['hash_queue_full'],
    },
  },
  {
    method: 'post',
    path: '/api/token/revoke',
    id: 'revokeToken',
    tag,
    session: 'ignored',
    summary: 'Revoke a token',
    about:
      'Ends the session that the token belongs to; whoever has the token may do this (RFC 7009). An unknown token counts as revoked.',
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
    problems: { 400: ['invalid_request'] },
  },
  {
    method: 'get',
    path: '/.well-known/jwks.json',
    id: 'listPublicKeys',
    tag,
    session: 'ignored',
    summary: 'List public keys',
    about:
      'The keys with which other servers verify access tokens. A new key is listed for ten minutes before it signs.',
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
