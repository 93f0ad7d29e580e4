import { type Client, isNativeClient, listMessageOrigins } from '#lib/clients/client.ts'
import { findClient } from '#lib/clients/find-client.ts'
import { isReturnAddress } from '#lib/cors/return-address.ts'
import type { Parameters } from './parameters.ts'

/** How a client may ask to be answered. */
export const RESPONSE_MODES = ['query', 'form_post', 'web_message'] as const
/** `fedcm` is ours: a window that the browser has opened for FedCM gives the answer to the browser. */
const MODES = [...RESPONSE_MODES, 'fedcm'] as const
type ResponseMode = (typeof MODES)[number]

/** Where the answer to an authorization request goes, and how. */
export type Target = {
  client: Client
  address: string
  mode: ResponseMode
  /** Where a message goes whose opener was severed. */
  fallback: string | null
}

/** Why there is nobody to send an answer to, and the client where that is known. */
export type TargetFault =
  | { reason: 'embedded' | 'used_request' | 'broken' | 'no_client' | 'unknown_client' }
  | { reason: 'no_address'; client: Client }
  | { reason: 'unknown_address'; client: Client; address: string }

/**
 * Finds out to whom an authorization request is to be answered, before anything else about it is judged: an address
 * that the client has not registered byte by byte is never gone to (RFC 9700 §2.1, §4.1.3).
 */
export async function findTarget(
  parameters: Parameters,
): Promise<{ target: Target } | { fault: TargetFault }> {
  const { values, broken } = parameters
  if (broken.has('client_id') || broken.has('redirect_uri') || broken.has('response_mode')) {
    return { fault: { reason: 'broken' } }
  }
  if (!values.client_id) return { fault: { reason: 'no_client' } }
  const client = await findClient(values.client_id)
  if (!client) return { fault: { reason: 'unknown_client' } }
  const address = values.redirect_uri
  if (!address) return { fault: { reason: 'no_address', client } }
  const mode = findMode(values.response_mode)
  if (!isRegistered(client, address, mode)) {
    return { fault: { reason: 'unknown_address', client, address } }
  }
  return { target: { client, address, mode, fallback: findFallback(client, mode, parameters) } }
}

/** A return address of the client, byte by byte; any other is ignored, as nothing depends on it. */
function findFallback(
  client: Client,
  mode: ResponseMode,
  { values, broken }: Parameters,
): string | null {
  const address = values.fallback_redirect_uri
  if (mode !== 'web_message' || address === undefined || broken.has('fallback_redirect_uri')) {
    return null
  }
  return isReturnAddress(client.returnAddresses, address, isNativeClient(client)) ? address : null
}

/** An unknown mode is an error that the client is told by the usual one. */
function findMode(text: string | undefined): ResponseMode {
  return MODES.find(mode => mode === text) ?? 'query'
}

function isRegistered(client: Client, address: string, mode: ResponseMode): boolean {
  // A message goes to an origin, which the browser sees to, and to no address (HTML §9.3.3).
  if (mode === 'web_message') return listMessageOrigins(client).includes(address)
  if (mode === 'fedcm') return client.kind === 'origin' && client.id === address
  return isReturnAddress(client.returnAddresses, address, isNativeClient(client))
}
