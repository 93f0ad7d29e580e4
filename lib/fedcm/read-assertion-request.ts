import { z } from 'zod'
import type { Client } from '#lib/clients/client.ts'
import {
  type AuthorizationError,
  type AuthorizationRequest,
  readAuthorizationRequest,
} from '#lib/oauth/authorization-request.ts'
import type { Target } from '#lib/oauth/find-target.ts'
import { isTooLong } from '#lib/oauth/flow-step.ts'
import { readAuthorizationParameters, writeAuthorizationParameters } from '#lib/oauth/parameters.ts'

/** What the page asks for, beside what its origin says: `params` of `navigator.credentials.get`. */
const Asked = z.record(z.string(), z.union([z.string(), z.number()]))
/** What the browser says itself, and what FedCM has no place for. */
const FIXED = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'request_uri',
] as const

/** What a page asks for, and the same as it is carried to `/authorize`. */
export type AssertionRequest = { request: AuthorizationRequest; carried: URLSearchParams }

/**
 * Reads for what the browser asks in the name of a page: an authorization request whose parameters stand as JSON in
 * `params`, `nonce` there or by itself. It is judged as `/authorize` judges it.
 */
export function readAssertionRequest(
  form: URLSearchParams,
  client: Client,
): AssertionRequest | { error: AuthorizationError } {
  const query = readAsked(form)
  if (!query) {
    const description = 'params must be an object of texts and numbers.'
    return { error: { error: 'invalid_request', description } }
  }
  for (const name of FIXED) query.delete(name)
  for (const nonce of form.getAll('nonce')) {
    if (query.get('nonce') !== nonce) query.append('nonce', nonce)
  }
  query.set('client_id', client.id)
  query.set('redirect_uri', client.id)
  query.set('response_type', 'code')
  query.set('response_mode', 'fedcm')
  const target: Target = { client, address: client.id, mode: 'fedcm', fallback: null }
  const parameters = readAuthorizationParameters(query)
  const read = readAuthorizationRequest(parameters, target)
  if ('error' in read) return read
  const carried = writeAuthorizationParameters(parameters)
  if (isTooLong(carried)) {
    return { error: { error: 'invalid_request', description: 'The request is too long.' } }
  }
  return { request: read.request, carried }
}

function readAsked(form: URLSearchParams): URLSearchParams | null {
  const [text = '{}', ...more] = form.getAll('params')
  if (more.length > 0) return null
  const asked = Asked.safeParse(parseJson(text))
  if (!asked.success) return null
  return new URLSearchParams(Object.entries(asked.data).map(([name, value]) => [name, `${value}`]))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
