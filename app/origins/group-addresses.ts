import type { ReturnAddressJson } from '#lib/clients/return-address-json.ts'
import { findDecidingEntry } from '#lib/cors/policy.ts'

/** The return addresses by the origin of the list that decides about each; under `null` those that none decides about. */
export function groupAddresses(
  origins: readonly { origin: string }[],
  addresses: readonly ReturnAddressJson[],
): Map<string | null, ReturnAddressJson[]> {
  const entries = origins.map(({ origin }) => origin)
  return Map.groupBy(addresses, ({ origin }) => findDecidingEntry(entries, origin) ?? null)
}
