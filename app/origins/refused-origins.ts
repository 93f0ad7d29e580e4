import type { ReturnRefusalJson } from '#lib/clients/return-address-json.ts'
import type { RefusalJson } from '#lib/origins/refusal-list.ts'
import type { LiveKind } from './use-live-list.ts'

/** How many of the new ones a screen reader is told by name. */
const MAX_NAMED = 5

export const REFUSED_ORIGINS: LiveKind<RefusalJson> = {
  path: '/api/origins/refusals?limit=50',
  makeKey: ({ origin, reason }) => `${reason} ${origin}`,
  describeNews: added => describeRefused(added.map(({ origin }) => origin)),
}

/** The refused return addresses of pages, and those of applications. */
export const REFUSED_ADDRESSES: Record<'origins' | 'applications', LiveKind<ReturnRefusalJson>> = {
  origins: makeAddressKind('origins'),
  applications: makeAddressKind('applications'),
}

function makeAddressKind(of: string): LiveKind<ReturnRefusalJson> {
  return {
    path: `/api/origins/return-addresses/refusals?limit=50&of=${of}`,
    makeKey: ({ address }) => address,
    describeNews: added => describeRefused(added.map(({ address }) => address)),
  }
}

function describeRefused(names: string[]): string {
  const named = [...new Set(names)]
  const more = named.length - MAX_NAMED
  return `Refused: ${named.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}
