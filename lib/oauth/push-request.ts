import { z } from 'zod'
import { recordReturnRefusal } from '#lib/clients/return-refusals.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'
import { invalidRequest, readFormBody } from '#lib/http/parameters.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { readAuthorizationRequest } from './authorization-request.ts'
import { authenticateClient, CLIENT_PARAMETERS } from './client-authentication.ts'
import { readDpop } from './dpop.ts'
import { findTarget, type TargetFault } from './find-target.ts'
import { type Parameters, readAuthorizationParameters } from './parameters.ts'
import { PUSHED_LIFETIME_SECONDS, savePushedRequest } from './pushed-request.ts'

/** Where a pushed request is found, and for how long (RFC 9126 §2.2). */
export const PushedJson = z
  .strictObject({
    request_uri: z.string().describe('What `/authorize` takes in place of the parameters.'),
    expires_in: z.int().describe('In seconds.'),
  })
  .meta({ id: 'PushedRequest', description: 'A pushed authorization request (RFC 9126 §2.2).' })
type PushedJson = z.output<typeof PushedJson>

/**
 * Keeps an authorization request that a client sends ahead, once the client and all that it asks for are judged as
 * `/authorize` judges them (RFC 9126 §2.1).
 * @throws OAuthProblem, Problem 413, 415, 429.
 */
export async function pushRequest(request: Request): Promise<PushedJson> {
  const form = await readFormBody(request)
  const client = await authenticateClient(request, readCredentialFields(form))
  // Anybody can say to be a client that proves nothing.
  if (client.authMethod === 'none') {
    await takeAttempt('pushedRequest', readClientAddress(request.headers))
  }
  if (form.has('request_uri')) throw invalidRequest('request_uri has no place here.')
  const parameters = await bindToKey(request, readAuthorizationParameters(form))
  const { values } = parameters
  if (values.client_id !== undefined && values.client_id !== client.id) {
    throw invalidRequest('client_id is another than that of Authorization.')
  }
  values.client_id = client.id
  const found = await findTarget(parameters)
  if ('fault' in found) throw await refuseTarget(found.fault)
  const read = readAuthorizationRequest(parameters, found.target)
  if ('error' in read) throw new OAuthProblem(read.error.error, read.error.description)
  return {
    request_uri: await savePushedRequest(client.id, parameters),
    expires_in: PUSHED_LIFETIME_SECONDS,
  }
}

function readCredentialFields(form: URLSearchParams) {
  const fields: Partial<Record<(typeof CLIENT_PARAMETERS)[number], string>> = {}
  for (const name of CLIENT_PARAMETERS) {
    const [value, ...more] = form.getAll(name)
    if (more.length > 0) throw invalidRequest(`${name} stands twice.`)
    if (value) fields[name] = value
  }
  return fields
}

/** A proof at this endpoint binds the code to its key, as `dpop_jkt` does (RFC 9449 §10.1). */
async function bindToKey(request: Request, parameters: Parameters): Promise<Parameters> {
  const proof = await readDpop(request, 'offered')
  if (!proof) return parameters
  const { dpop_jkt } = parameters.values
  if (dpop_jkt !== undefined && dpop_jkt !== proof.jkt) {
    throw new OAuthProblem('invalid_dpop_proof', 'dpop_jkt is of another key than the proof.')
  }
  return { ...parameters, values: { ...parameters.values, dpop_jkt: proof.jkt } }
}

async function refuseTarget(fault: TargetFault): Promise<OAuthProblem> {
  if (fault.reason !== 'unknown_address') {
    return invalidRequest('client_id, redirect_uri and response_mode stand once each.')
  }
  await recordReturnRefusal(fault.client.id, fault.address)
  return invalidRequest('redirect_uri is not one of the return addresses of this client.')
}
