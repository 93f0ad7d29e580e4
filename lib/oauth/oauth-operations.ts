import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { INTROSPECTION, TOKENS, USERINFO } from '#lib/openapi/samples.ts'
import { IntrospectionJson } from './introspect.ts'
import { describeServer, MetadataJson } from './metadata.ts'
import { PushedJson } from './push-request.ts'
import { UserinfoJson } from './userinfo.ts'

const tag = 'OAuth'
const json = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

const credentials = {
  client_id: z.string().optional().describe('Who asks; or `Authorization: Basic`.'),
  client_secret: z.string().optional(),
  client_assertion: z.string().optional().describe('A JWT by the client’s key (RFC 7523).'),
  client_assertion_type: z.string().optional(),
}
const Introspected = z.object({
  ...credentials,
  token: z.string().describe('An access or a refresh token.'),
})
const Pushed = z
  .object({
    ...credentials,
    response_type: z.literal('code'),
    redirect_uri: z.string(),
    scope: z.string().optional(),
    state: z.string().optional(),
    nonce: z.string().optional(),
    code_challenge: z.string().optional(),
    code_challenge_method: z.literal('S256').optional(),
    response_mode: z.string().optional(),
    resource: z.string().optional(),
    dpop_jkt: z.string().optional(),
    prompt: z.string().optional(),
    max_age: z.string().optional(),
    acr_values: z.string().optional(),
    login_hint: z.string().optional(),
    ui_locales: z.string().optional(),
  })
  .meta({ id: 'AuthorizationRequest', description: 'What `/authorize` takes, too.' })

const userinfo = {
  path: '/api/userinfo',
  tag,
  session: 'needed',
  summary: 'Who signed in',
  about:
    'What the access token of an OAuth client lets it know of its person: `openid` the person, `profile` and `email` what their names say. A cookie opens nothing here.',
  success: { 200: { what: 'The person.', content: { [json]: UserinfoJson }, example: USERINFO } },
} as const

const metadata = {
  method: 'get',
  tag,
  session: 'ignored',
  summary: 'What this server can do',
  about:
    'The addresses of the endpoints, and what they take, as OAuth clients read it (RFC 8414, OpenID Connect Discovery 1.0).',
  success: {
    200: {
      what: 'The document.',
      content: { [json]: MetadataJson },
      example: describeServer({ origin: 'https://auth.example.com' }),
      headers: ['Cache-Control', 'Access-Control-Allow-Origin'],
    },
  },
} as const

export const oauthOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/par',
    id: 'pushAuthorizationRequest',
    tag,
    session: 'ignored',
    limited: true,
    dpop: true,
    summary: 'Push an authorization request',
    about:
      'Takes the parameters of a request ahead of the person, from a client that proves who it is as at `/api/token`; `/authorize` then takes `client_id` and `request_uri` alone (RFC 9126). With a DPoP proof the code is bound to its key.',
    body: {
      content: { [FORM_TYPE]: Pushed },
      example:
        'client_id=https%3A%2F%2Fyou.github.io&response_type=code&redirect_uri=https%3A%2F%2Fyou.github.io%2Fapp%2F&scope=openid&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256',
      ownProblems: true,
    },
    success: {
      201: {
        what: 'Kept.',
        content: { [json]: PushedJson },
        example: {
          request_uri: 'urn:ietf:params:oauth:request_uri:bGtwX2Zvcl9leGFtcGxlX29ubHk',
          expires_in: 600,
        },
      },
    },
    problems: {
      400: [
        'invalid_request',
        'invalid_target',
        'registration_not_supported',
        'request_not_supported',
        'unsupported_response_type',
      ],
      401: ['invalid_client'],
    },
  },
  {
    method: 'post',
    path: '/api/token/introspect',
    id: 'introspectToken',
    tag,
    session: 'ignored',
    limited: true,
    summary: 'Ask about a token',
    about:
      'Tells a confidential client whether a token that it was given is good, and for what (RFC 7662). The tokens of others are none of its business: `{"active": false}`.',
    body: {
      content: { [json]: Introspected, [FORM_TYPE]: Introspected },
      example: { token: TOKENS.access_token },
      ownProblems: true,
    },
    success: {
      200: {
        what: 'What it is good for.',
        content: { [json]: IntrospectionJson },
        example: INTROSPECTION,
      },
    },
    problems: { 400: ['invalid_request'], 401: ['invalid_client'] },
  },
  { ...userinfo, method: 'get', id: 'readUserinfo' },
  { ...userinfo, method: 'post', id: 'postUserinfo' },
  { ...metadata, path: '/.well-known/openid-configuration', id: 'readOpenIdConfiguration' },
  { ...metadata, path: '/.well-known/oauth-authorization-server', id: 'readServerMetadata' },
]
