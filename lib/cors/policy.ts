import type { Access } from './access.ts'
import { choosePinnedMode } from './app-origin.ts'
import { listAllowedHeaders } from './header-names.ts'
import type { Mode } from './mode.ts'
import { isLoopback } from './origin.ts'

/**
 * Which origins' pages may read answers, and how; which headers they may set; and which origins are this server itself
 * (`own`).
 */
export type CorsPolicy = {
  readonly exact: ReadonlyMap<string, Entry>
  /** The most specific first. */
  readonly wildcards: readonly Wildcard[]
  readonly headers: Readonly<Record<Mode, readonly string[]>>
  readonly own: ReadonlySet<string>
}

/** An entry of the list: how its pages may carry a session, and what they may do. */
export type Entry = {
  /** As it is written, which may be with a wildcard. */
  readonly origin: string
  readonly standing: Mode | 'disabled'
  readonly access: Access
  /** Whether its pages may take passwords. */
  readonly passwords: boolean
}

/** `https://*.example.com:8443` is the scheme `https://` and the rest `.example.com:8443`. */
type Wildcard = WildcardParts & { entry: Entry }
type WildcardParts = { scheme: string; rest: string }

/** An origin from the list in the database; it may have a wildcard. */
export type ListedOrigin = {
  origin: string
  mode: Mode
  enabled: boolean
  access: Access
  passwords: boolean
}

/** What administrators have allowed: origins, and headers beside the default ones. */
export type AllowList = {
  readonly origins: readonly ListedOrigin[]
  readonly headers: readonly string[]
}

/**
 * What the environment says about this server: the origins that it pins and what their pages may do, the headers that
 * it pins, its URL for browsers, the port it listens on.
 */
export type OwnSettings = {
  readonly corsOrigins: readonly string[]
  readonly corsAccess: Access
  readonly corsPasswords: boolean
  readonly corsHeaders: readonly string[]
  readonly publicUrl: URL
  readonly port: number
}

/** What an origin is to this server. A mode means that it is allowed. */
export type Standing = 'none' | 'own' | Mode | 'disabled' | 'unknown'

/**
 * Builds the policy from the environment's origins, which are pinned, and from the allow-list; where
 * both name an origin, the environment wins. While PUBLIC_URL is loopback, `localhost` and `127.0.0.1`, at its port and
 * at PORT, are all this server, because people type either.
 */
export function buildCorsPolicy(
  own: OwnSettings,
  { origins, headers }: AllowList = { origins: [], headers: [] },
): CorsPolicy {
  const entries = new Map<string, Entry>()
  for (const listed of origins) entries.set(listed.origin, toEntry(listed))
  for (const origin of own.corsOrigins) entries.set(origin, toPinnedEntry(origin, own))
  const wildcards = [...entries].flatMap(([origin, entry]) => {
    const wildcard = splitWildcard(origin)
    return wildcard ? [{ ...wildcard, entry }] : []
  })
  const more = [...own.corsHeaders, ...headers]
  return {
    exact: entries,
    wildcards: wildcards.toSorted((a, b) => b.rest.length - a.rest.length),
    headers: {
      both: listAllowedHeaders('both', more),
      cookie: listAllowedHeaders('cookie', more),
      bearer: listAllowedHeaders('bearer', more),
    },
    own: ownOrigins(own),
  }
}

function toEntry({ origin, mode, enabled, access, passwords }: ListedOrigin): Entry {
  return { origin, standing: enabled ? mode : 'disabled', access, passwords }
}

function toPinnedEntry(origin: string, { corsAccess, corsPasswords }: OwnSettings): Entry {
  const standing = choosePinnedMode(origin)
  return { origin, standing, access: corsAccess, passwords: corsPasswords }
}

/** Returns what `origin` (an Origin header, null without one) is to this server. */
export function findStanding(policy: CorsPolicy, origin: string | null): Standing {
  if (origin === null) return 'none'
  if (policy.own.has(origin)) return 'own'
  return findEntry(policy, origin)?.standing ?? 'unknown'
}

/**
 * Returns the entry that `origin` falls under, or null. It compares byte by byte (RFC 6454 §5): nothing is parsed or
 * folded. An exact entry wins over a wildcard, a longer wildcard over a shorter one.
 */
export function findEntry(policy: CorsPolicy, origin: string): Entry | null {
  // The map has the entries with a wildcard too, but no browser sends a "*" (see NAMES).
  const exact = origin.includes('*') ? undefined : policy.exact.get(origin)
  return exact ?? policy.wildcards.find(one => matchesWildcard(one, origin))?.entry ?? null
}

/** The entry that decides about `origin`: the exact one, or else the longest wildcard. */
export function findDecidingEntry(entries: readonly string[], origin: string): string | undefined {
  if (entries.includes(origin)) return origin
  return entries
    .filter(entry => {
      const wildcard = splitWildcard(entry)
      return wildcard !== null && matchesWildcard(wildcard, origin)
    })
    .toSorted((a, b) => b.length - a.length)[0]
}

function splitWildcard(entry: string): WildcardParts | null {
  const [scheme = '', rest] = entry.split('*')
  return rest === undefined ? null : { scheme, rest }
}

// One or more whole names, as the URL standard serialises them: lower case, ASCII.
const NAMES = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/
// A host has at most 253 characters (RFC 1035 §2.3.4), to which scheme and port are added.
const MAX_ORIGIN_LENGTH = 270

function matchesWildcard({ scheme, rest }: WildcardParts, origin: string): boolean {
  if (origin.length > MAX_ORIGIN_LENGTH || !origin.startsWith(scheme) || !origin.endsWith(rest))
    return false
  return NAMES.test(origin.slice(scheme.length, -rest.length))
}

function ownOrigins({ publicUrl, port: listens }: OwnSettings): Set<string> {
  const { protocol, hostname, port, origin } = publicUrl
  const own = new Set([origin])
  if (isLoopback(hostname)) {
    for (const name of ['localhost', '127.0.0.1']) {
      own.add(new URL(`${protocol}//${name}:${port}`).origin)
      own.add(new URL(`http://${name}:${listens}`).origin)
    }
  }
  return own
}
