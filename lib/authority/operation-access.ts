import type { Access } from '#lib/cors/access.ts'

/**
 * What the entry of an origin must grant before a page of it may call an operation in the name of whoever is signed in.
 * `own` is the least that opens the operation, `others` what it takes for somebody else's account.
 */
export type OperationAccess = { readonly own: Access; readonly others: Access }

const account: OperationAccess = { own: 'account', others: 'account' }
const accountOrUsers: OperationAccess = { own: 'account', others: 'users' }
const accountOrAdministration: OperationAccess = { own: 'account', others: 'administration' }
const users: OperationAccess = { own: 'users', others: 'users' }
const administration: OperationAccess = { own: 'administration', others: 'administration' }

/**
 * Every operation of the API by method and path. An operation that is not listed is closed to pages of other origins that
 * come with a session: `findSession` asks this table. The API reference and docs/access.md say what it says.
 */
const OPERATIONS: ReadonlyMap<string, OperationAccess> = new Map([
  ['GET /.well-known/jwks.json', account],
  ['GET /.well-known/oauth-authorization-server', account],
  ['GET /.well-known/openid-configuration', account],
  ['GET /.well-known/web-identity', account],
  ['GET /client-sign-in.js', account],
  ['GET /client.d.ts', account],
  ['GET /client.js', account],
  ['GET /api/audit', administration],
  ['GET /api/audit/export', administration],
  ['POST /api/authenticate', account],
  ['DELETE /api/authenticate', account],
  ['POST /api/authenticate/mail', account],
  ['GET /api/clients', administration],
  ['POST /api/clients', administration],
  ['GET /api/clients/{id}', administration],
  ['PATCH /api/clients/{id}', administration],
  ['DELETE /api/clients/{id}', administration],
  ['POST /api/clients/{id}/secret', administration],
  ['GET /api/cookie-check', account],
  ['POST /api/cookie-check', account],
  ['GET /api/cors/check', administration],
  ['GET /api/cors/check/sign-in', administration],
  ['POST /api/email/verify', account],
  ['GET /api/fedcm/accounts', account],
  ['POST /api/fedcm/assertion', account],
  ['GET /api/fedcm/client-metadata', account],
  ['GET /api/fedcm/config.json', account],
  ['POST /api/fedcm/disconnect', account],
  ['GET /api/fedcm/logo', account],
  ['GET /api/id', account],
  ['GET /api/id/apps', account],
  ['DELETE /api/id/apps/{id}', account],
  ['GET /api/id/audit', account],
  ['GET /api/id/export', account],
  ['PUT /api/id/pfp', account],
  ['DELETE /api/id/pfp', account],
  ['GET /api/id/sessions', account],
  ['DELETE /api/id/sessions', account],
  ['DELETE /api/id/sessions/{id}', account],
  ['POST /api/id/email', account],
  ['POST /api/id/step-up', account],
  ['POST /api/id/step-up/mail', account],
  ['POST /api/invitations/accept', account],
  ['POST /api/not-me', account],
  ['GET /api/openapi.json', account],
  ['GET /api/origins', administration],
  ['POST /api/origins', administration],
  ['GET /api/origins/headers', administration],
  ['POST /api/origins/headers', administration],
  ['DELETE /api/origins/headers/{header}', administration],
  ['GET /api/origins/refusals', administration],
  ['GET /api/origins/return-addresses', administration],
  ['POST /api/origins/return-addresses', administration],
  ['DELETE /api/origins/return-addresses/{id}', administration],
  ['GET /api/origins/return-addresses/refusals', administration],
  ['GET /api/origins/{id}', administration],
  ['PATCH /api/origins/{id}', administration],
  ['DELETE /api/origins/{id}', administration],
  ['GET /api/outbox', administration],
  ['GET /api/outbox/run', account],
  ['GET /api/outbox/stops', administration],
  ['DELETE /api/outbox/stops/{address}', administration],
  ['DELETE /api/outbox/{id}', administration],
  ['POST /api/outbox/{id}/retry', administration],
  ['POST /api/par', account],
  ['POST /api/password-reset', account],
  ['POST /api/password-reset/mail', account],
  ['POST /api/token', account],
  ['POST /api/token/introspect', account],
  ['POST /api/token/revoke', account],
  ['GET /api/user', users],
  ['POST /api/user', accountOrAdministration],
  ['PUT /api/user', accountOrAdministration],
  ['DELETE /api/user', administration],
  ['GET /api/userinfo', account],
  ['POST /api/userinfo', account],
  ['GET /api/users', users],
  ['POST /api/users', accountOrAdministration],
  ['PUT /api/users', accountOrAdministration],
  ['DELETE /api/users', administration],
  ['POST /api/users/authenticate', account],
  ['DELETE /api/users/authenticate', account],
  ['POST /api/users/bulk', administration],
  ['GET /api/users/export', administration],
  ['POST /api/users/import', administration],
  ['GET /api/users/invitations', administration],
  ['POST /api/users/invitations', administration],
  ['DELETE /api/users/invitations/{id}', administration],
  ['POST /api/users/invitations/{id}/resend', administration],
  ['POST /api/users/verify', account],
  ['GET /api/users/{uid}', accountOrUsers],
  ['PATCH /api/users/{uid}', accountOrAdministration],
  ['DELETE /api/users/{uid}', accountOrAdministration],
  ['POST /api/users/{uid}/password-reset', administration],
  // Of somebody else, a page that has no more than `account` gets the initials of the user ID that it asks for.
  ['GET /api/users/{uid}/pfp', account],
  ['PUT /api/users/{uid}/pfp', accountOrAdministration],
  ['DELETE /api/users/{uid}/pfp', accountOrAdministration],
  ['GET /api/users/{uid}/sessions', accountOrAdministration],
  ['DELETE /api/users/{uid}/sessions', accountOrAdministration],
])

/**
 * What an operation takes of a page, or null if the table does not know it.
 * @param pattern the path with its parameters in braces or, as the names of route files have them, in brackets.
 */
export function findOperationAccess(method: string, pattern: string): OperationAccess | null {
  const path = pattern.replace(/\[(\w+)\]/g, '{$1}')
  return OPERATIONS.get(`${method === 'HEAD' ? 'GET' : method} ${path}`) ?? null
}
