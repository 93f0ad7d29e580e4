import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { OWN_USER } from '#lib/openapi/samples.ts'
import { describeWebIdentity } from '#lib/origins/web-identity.ts'
import { AccountsJson } from './accounts.ts'
import { AssertionJson } from './assert-identity.ts'
import { ClientMetadataJson, ClientMetadataQuery } from './client-metadata.ts'
import { DisconnectedJson } from './disconnect.ts'
import { buildFedcmConfig, FedcmConfigJson } from './fedcm-config.ts'
import { FedcmErrorJson } from './fedcm-error.ts'
import { AssertionRequest, DisconnectRequest, WebIdentityJson } from './fedcm-json.ts'

const tag = 'FedCM'
const json = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
const PAGE = 'https://you.github.io'
const publicUrl = new URL('https://auth.example.com')

/** What comes with an answer to a page, and the errors that the browser reads. */
const refusals = {
  400: {
    what: 'The browser tells the page why it gets nothing.',
    content: { [json]: FedcmErrorJson },
    example: { error: { code: 'access_denied' }, message: 'This account is not signed in here.' },
  },
  401: {
    what: 'Nobody is signed in.',
    content: { [json]: FedcmErrorJson },
    example: { error: { code: 'login_required' }, message: 'Nobody is signed in.' },
    headers: ['WWW-Authenticate'],
  },
} as const

const published = {
  method: 'get',
  tag,
  session: 'ignored',
} as const

export const fedcmOperations: Operation[] = [
  {
    ...published,
    path: '/.well-known/web-identity',
    id: 'readWebIdentity',
    summary: 'Where people sign in',
    about:
      'What the registrable domain of this server has to say, so that pages of other sites sign people in by FedCM. It counts where this server is at that domain; elsewhere the file has to be put there.',
    success: {
      200: {
        what: 'The file.',
        content: { [json]: WebIdentityJson },
        example: describeWebIdentity(publicUrl).file,
        headers: ['Cache-Control', 'Access-Control-Allow-Origin'],
      },
    },
  },
  {
    ...published,
    path: '/api/fedcm/config.json',
    id: 'readFedcmConfig',
    summary: 'What the browser asks where',
    about: 'The `configURL` of a page that calls `navigator.credentials.get`.',
    success: {
      200: {
        what: 'The addresses, and how the browser’s dialog looks.',
        content: { [json]: FedcmConfigJson },
        example: buildFedcmConfig({ publicUrl, siteName: 'Example', siteAccent: '#1f5fbf' }, true),
        headers: ['Cache-Control', 'Access-Control-Allow-Origin'],
      },
    },
  },
  {
    ...published,
    path: '/api/fedcm/logo',
    id: 'readFedcmLogo',
    summary: 'The logo in the browser’s dialog',
    about: 'SITE_LOGO as a square PNG.',
    success: {
      200: {
        what: 'The logo.',
        content: { 'image/png': z.file() },
        headers: ['Cache-Control'],
      },
    },
    problems: { 404: ['unknown_path'] },
  },
  {
    method: 'get',
    path: '/api/fedcm/accounts',
    id: 'listFedcmAccounts',
    tag,
    session: 'needed',
    summary: 'Who is signed in in this browser',
    about:
      'For the browser itself, which shows them to nobody but the person. By the cookie alone.',
    success: {
      200: {
        what: 'One account.',
        content: { [json]: AccountsJson },
        example: {
          accounts: [
            {
              id: String(OWN_USER.id),
              name: OWN_USER.name,
              username: OWN_USER.uid,
              email: OWN_USER.email,
              login_hints: [OWN_USER.uid, OWN_USER.email],
              approved_clients: [PAGE],
            },
          ],
        },
      },
    },
    problems: { 403: ['not_webidentity'] },
  },
  {
    method: 'get',
    path: '/api/fedcm/client-metadata',
    id: 'readFedcmClient',
    tag,
    session: 'ignored',
    summary: 'What is known of a page',
    about: 'For the browser itself: whether pages of an origin sign people in here.',
    query: ClientMetadataQuery,
    success: {
      200: { what: 'Nothing more.', content: { [json]: ClientMetadataJson }, example: {} },
    },
    problems: { 403: ['not_webidentity'], 404: ['unknown_client'] },
  },
  {
    method: 'post',
    path: '/api/fedcm/assertion',
    id: 'assertIdentity',
    tag,
    session: 'used',
    limited: true,
    summary: 'Sign in on a page',
    about:
      'For the browser itself, after the person has chosen an account in its dialog. The page gets a code, as from `/authorize`, and changes it at `/api/token` or `/api/authenticate`.',
    body: {
      content: { [FORM_TYPE]: AssertionRequest },
      example: new URLSearchParams({
        client_id: PAGE,
        account_id: String(OWN_USER.id),
        params: JSON.stringify({
          code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
          code_challenge_method: 'S256',
        }),
      }).toString(),
      ownProblems: true,
    },
    success: {
      200: {
        what: 'A code, or the address at which the person goes on.',
        content: { [json]: AssertionJson },
        example: { token: 'bGtjX2Zvcl9leGFtcGxlX29ubHk' },
      },
      ...refusals,
    },
    problems: { 403: ['not_webidentity'] },
  },
  {
    method: 'post',
    path: '/api/fedcm/disconnect',
    id: 'disconnectPage',
    tag,
    session: 'used',
    summary: 'Take the access from a page',
    about:
      'For the browser itself, when a page calls `IdentityCredential.disconnect`: ends the sessions that the page has of who is signed in.',
    body: {
      content: { [FORM_TYPE]: DisconnectRequest },
      example: new URLSearchParams({ client_id: PAGE, account_hint: OWN_USER.uid }).toString(),
      ownProblems: true,
    },
    success: {
      200: {
        what: 'Done, or there was nothing to do.',
        content: { [json]: DisconnectedJson },
        example: { account_id: String(OWN_USER.id) },
      },
      ...refusals,
    },
    problems: { 403: ['not_webidentity'] },
  },
]
