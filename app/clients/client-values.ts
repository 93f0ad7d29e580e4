import { SCOPES } from '#lib/clients/client.ts'
import type { ClientJson } from '#lib/clients/client-json.ts'
import type { FormValues } from '../forms/form-state.ts'

/** The fields of a client that is registered anew. */
export const NEW_CLIENT_VALUES: FormValues = {
  name: '',
  kind: 'confidential',
  returnAddresses: '',
  postLogoutAddresses: '',
  scopes: SCOPES.join(' '),
  consent: 'yes',
  authMethod: '',
  jwks: '',
  pkce: 'yes',
  idTokenAlg: 'ES256',
  logo: '',
}

/** A client as its form shows it. A logo that stands there is a new one, so there is none at first. */
export function toClientValues(client: ClientJson): FormValues {
  return {
    name: client.name,
    kind: client.kind,
    returnAddresses: client.returnAddresses.join('\n'),
    postLogoutAddresses: client.postLogoutAddresses.join('\n'),
    scopes: client.scopes.join(' '),
    consent: client.consent ? 'yes' : '',
    authMethod: client.authMethod,
    jwks: client.jwks ? JSON.stringify(client.jwks, null, 2) : '',
    pkce: client.pkce ? 'yes' : '',
    idTokenAlg: client.idTokenAlg,
    logo: '',
  }
}
