import { isNativeClient } from '#lib/clients/client.ts'
import { findTarget, type Target } from './find-target.ts'
import type { Parameters } from './parameters.ts'
import { resolveRequest } from './pushed-request.ts'

/** The flow that a page belongs to: who asks, where the answer goes, and for what. */
export type Flow = { target: Target; parameters: Parameters }

/** Finds the flow that goes on at `next`; null where it cannot, which /authorize then says itself. */
export async function findFlow(next: string): Promise<Flow | null> {
  const arrived = await resolveRequest(new URL(next, 'http://own.invalid').searchParams)
  if (!arrived) return null
  const { parameters } = arrived
  const found = await findTarget(parameters)
  return 'fault' in found ? null : { target: found.target, parameters }
}

/** Where the person goes back to, in words that they can compare with what they know. */
export function describeReturn({ address, client }: Pick<Target, 'address' | 'client'>): string {
  const { host, protocol } = new URL(address)
  const isOnDevice = isNativeClient(client) && protocol !== 'https:'
  return isOnDevice ? 'the app on this device' : host
}
