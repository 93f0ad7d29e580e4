import { randomBytes } from 'node:crypto'
import { invalidInput } from '#lib/http/problem.ts'
import type { AuthMethod } from './client.ts'
import { type ClientFacts, findClientFaults } from './client-faults.ts'
import type { ClientChanges } from './client-input.ts'
import type { ClientRow } from './client-json.ts'
import { toClient } from './find-client.ts'
import { writeJwks } from './jwks.ts'

/** What can be said of a client, with a logo that is rendered. */
export type ClientSettings = ClientFacts & {
  name: string
  scopes: readonly string[]
  consent: boolean
  idTokenAlg: string
  logo: string | null
  enabled: boolean
}

export function makeClientId(): string {
  return `lk_${randomBytes(16).toString('base64url')}`
}

export function usesSecret(method: AuthMethod | string): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post'
}

/** The columns of a client that may be registered as `settings` say. @throws Problem 400. */
export async function makeClientColumns(settings: ClientSettings) {
  const faults = await findClientFaults(settings)
  if (faults.length > 0) throw invalidInput(faults)
  return {
    name: settings.name,
    kind: settings.kind as string,
    authMethod: settings.authMethod as string,
    returnAddresses: settings.returnAddresses.join('\n'),
    logoutAddresses: settings.postLogoutAddresses.join('\n'),
    scopes: settings.scopes.join(' '),
    consent: settings.consent,
    pkce: settings.pkce,
    idTokenAlg: settings.idTokenAlg,
    jwks: settings.jwks && writeJwks(settings.jwks),
    logo: settings.logo,
    enabled: settings.enabled,
  }
}
export type ClientColumns = Awaited<ReturnType<typeof makeClientColumns>>

/** The settings of a client after `changes`. Keys go with the method that uses them. */
export function mergeClientSettings(row: ClientRow, changes: ClientChanges): ClientSettings {
  const before = toClient(row)
  const authMethod = changes.authMethod ?? before.authMethod
  const keys = row.jwks !== null && authMethod === row.authMethod ? JSON.parse(row.jwks) : null
  return {
    kind: row.kind as ClientSettings['kind'],
    authMethod,
    name: changes.name ?? row.name,
    returnAddresses: changes.returnAddresses ?? before.returnAddresses,
    postLogoutAddresses: changes.postLogoutAddresses ?? before.logoutAddresses,
    scopes: changes.scopes ?? before.scopes,
    consent: changes.consent ?? row.consent,
    pkce: changes.pkce ?? row.pkce,
    idTokenAlg: changes.idTokenAlg ?? row.idTokenAlg,
    jwks: changes.jwks === undefined ? keys : changes.jwks,
    logo: changes.logo === undefined ? row.logo : changes.logo,
    enabled: changes.enabled ?? row.enabled,
  }
}

/** The names that the columns have in the API, where they differ. */
const FIELD_NAMES: Partial<Record<keyof ClientColumns, string>> = {
  logoutAddresses: 'postLogoutAddresses',
}

/** The columns that differ, and the names of their fields. */
export function findChangedColumns(row: ClientRow, columns: ClientColumns) {
  const names = (Object.keys(columns) as (keyof ClientColumns)[]).filter(
    name => columns[name] !== row[name],
  )
  return {
    data: Object.fromEntries(names.map(name => [name, columns[name]])),
    fields: names.map(name => FIELD_NAMES[name] ?? name),
  }
}
