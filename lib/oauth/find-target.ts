import { type Client, isNativeClient, listMessageOrigins } from '#lib/clients/client.ts'
import { findClient } from '#lib/clients/find-client.ts'
import { isReturnAddress } from '#lib/cors/return-address.ts'
import type { Parameters } from './parameters.ts'

export const RESPONSE_MODES = ['query', 'form_post', 'web_message'] as const
export type ResponseMode = (typeof RESPONSE_MODES)[number]

/** Where the answer to an authorization request goes, and how. */
export type Target = { client: Client; address: string; mode: ResponseMode }

/** Why there is nobody to send an answer to; `address` is the one that was asked for, where that is the reason. */
export type TargetFault = {
  reason: 'broken' | 'no_client' | 'unknown_client' | 'no_address' | 'unknown_address'
  client: Client | null
  address: string | null
}

/**
 * Finds out to whom an authorization request is to be answered, before anything else about it is judged: an address
 * that the client has not registered byte by byte is never gone to (RFC 9700 §2.1, §4.1.3).
 */
export async function findTarget(
  parameters: Parameters,
): Promise<{ target: Target } | { fault: TargetFault }> {
  const { values, broken } = parameters
  if (broken.has('client_id') || broken.has('redirect_uri') || broken.has('response_mode')) {
    return toFault('broken')
  }
  if (!values.client_id) return toFault('no_client')
  const client = await findClient(values.client_id)
  if (!client) return toFault('unknown_client')
  const address = values.redirect_uri
  if (!address) return toFault('no_address', client)
  const mode = findMode(values.response_mode)
  if (!isRegistered(client, address, mode)) return toFault('unknown_address', client, address)
  return { target: { client, address, mode } }
}

/** An unknown mode is an error that the client is told by the usual one. */
function findMode(text: string | undefined): ResponseMode {
  return RESPONSE_MODES.find(mode => mode === text) ?? 'query'
}

function isRegistered(client: Client, address: string, mode: ResponseMode): boolean {
  // A message goes to an origin, which the browser sees to, and to no address (HTML §9.3.3).
  if (mode === 'web_message') return listMessageOrigins(client).includes(address)
  return isReturnAddress(client.returnAddresses, address, isNativeClient(client))
}

function toFault(
  reason: TargetFault['reason'],
  client: Client | null = null,
  address: string | null = null,
): { fault: TargetFault } {
  return { fault: { reason, client, address } }
}
