import { readText } from '../forms/form.ts'
import type { FormValues } from '../forms/form-state.ts'

/** The fields of a client as they were typed. */
export function readClientValues(form: FormData): FormValues {
  return {
    name: readText(form, 'name'),
    kind: readText(form, 'kind'),
    returnAddresses: readText(form, 'returnAddresses'),
    postLogoutAddresses: readText(form, 'postLogoutAddresses'),
    scopes: form.getAll('scopes').join(' '),
    consent: readText(form, 'consent'),
    authMethod: readText(form, 'authMethod'),
    jwks: readText(form, 'jwks'),
    pkce: readText(form, 'pkce'),
    idTokenAlg: readText(form, 'idTokenAlg'),
    logo: readText(form, 'logo'),
    removeLogo: readText(form, 'removeLogo'),
  }
}

/** What the API takes for the fields of a form. */
export function toClientInput(values: FormValues) {
  const { jwks = '', logo, removeLogo } = values
  return {
    name: values.name,
    returnAddresses: splitLines(values.returnAddresses),
    postLogoutAddresses: splitLines(values.postLogoutAddresses),
    scopes: values.scopes,
    consent: values.consent === 'yes',
    authMethod: values.authMethod || undefined,
    jwks: jwks.trim() === '' ? null : readJson(jwks),
    pkce: values.pkce === 'yes',
    idTokenAlg: values.idTokenAlg,
    logo: logo || (removeLogo ? null : undefined),
  }
}

function splitLines(text = ''): string[] {
  return text.split(/\s+/).filter(Boolean)
}

/** Text that is no JSON is given on as it is: the check of the field says what is wrong with it. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
