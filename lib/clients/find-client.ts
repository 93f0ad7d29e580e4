import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'
import { reloadOriginsAfterSleep } from '#lib/origins/follow-origins.ts'
import {
  type AuthMethod,
  type Client,
  type IdTokenAlgorithm,
  isNativeClient,
  isRegisteredId,
  nameOrigin,
  SCOPES,
  type Scope,
} from './client.ts'
import { isClientOrigin } from './client-origin.ts'
import { listReturnAddressesOf } from './return-addresses.ts'

/**
 * The client that `id` names: an origin that is allowed just now, this server itself, or a registered application that is
 * enabled.
 * @returns null for any other text.
 */
export async function findClient(id: string): Promise<Client | null> {
  if (isRegisteredId(id)) return findRegisteredClient(id)
  // Its page /docs/static-site shows how to sign in, and needs the answer as a message alone.
  if (id === env().publicUrl.origin) return makeOriginClient(id, [])
  if (!isClientOrigin(id) && !(await isAllowedAfterSleep(id))) return null
  return makeOriginClient(id, await listReturnAddressesOf(id))
}

/** The client that pages of `origin` are. */
function makeOriginClient(origin: string, returnAddresses: string[]): Client {
  return {
    id: origin,
    kind: 'origin',
    name: nameOrigin(origin),
    returnAddresses,
    logoutAddresses: returnAddresses,
    scopes: SCOPES,
    consent: 'never',
    authMethod: 'none',
    jwks: null,
    pkce: true,
    idTokenAlg: 'ES256',
    logo: null,
  }
}

async function isAllowedAfterSleep(id: string): Promise<boolean> {
  await reloadOriginsAfterSleep()
  return isClientOrigin(id)
}

async function findRegisteredClient(id: string): Promise<Client | null> {
  const row = await awaitInTime(db().client.findUnique({ where: { id, enabled: true } }))
  return row && toClient(row)
}

type Row = {
  id: string
  name: string
  kind: string
  authMethod: string
  returnAddresses: string
  logoutAddresses: string
  scopes: string
  consent: boolean
  pkce: boolean
  idTokenAlg: string
  jwks: string | null
  logo: string | null
}

/** A row of the table as a client. */
export function toClient(row: Row): Client {
  const client: Client = {
    id: row.id,
    kind: row.kind as Client['kind'],
    name: row.name,
    returnAddresses: splitLines(row.returnAddresses),
    logoutAddresses: splitLines(row.logoutAddresses),
    scopes: row.scopes.split(' ') as Scope[],
    consent: row.consent ? 'once' : 'never',
    authMethod: row.authMethod as AuthMethod,
    jwks: row.jwks,
    pkce: row.pkce,
    idTokenAlg: row.idTokenAlg as IdTokenAlgorithm,
    logo: row.logo,
  }
  return isNativeClient(client) ? { ...client, consent: 'always' } : client
}

function splitLines(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}
