import { ACCESSES } from '#lib/cors/access.ts'
import type { RefusalReason } from '#lib/cors/refusal-reasons.ts'
import type { CorsRequest, Verdict } from '#lib/cors/verdict.ts'
import type { MissingGrant, OriginProblem } from '#lib/http/origin-problem.ts'

/** What was refused to the pages of one origin for one reason, with the path and the user agent of the last request. */
export type Refusal = {
  origin: string
  reason: RefusalReason
  count: number
  path: string
  agent: string
}

/** Stands for all origins beyond the limit. No Origin header can be this, because origins are ASCII. */
export const OTHER_ORIGINS = '…'

/** How much of a text from outside is kept, in characters. */
export const MAX_TEXT_LENGTH = 300

const ASKING = ' asking for '
const NEEDING = ' needing '

/** How many kinds are kept apart until they are taken. Of all others only the number for each reason is kept. */
export const MAX_REFUSAL_KINDS = 100

const GRANTS: readonly MissingGrant[] = [...ACCESSES, 'passwords']

/**
 * The refusal that a verdict stands for, or null if it is none. Its path also names the method or the headers that
 * were refused. Text from outside is cut and made printable.
 */
export function toRefusal(verdict: Verdict, request: CorsRequest): Refusal | null {
  const { reason } = verdict
  const origin = request.header('origin') ?? null
  if (reason === null || reason === 'path_not_shared' || origin === null) return null
  const names = request.header('access-control-request-headers') ?? ''
  const method = request.header('access-control-request-method') ?? ''
  const asked =
    reason === 'header_not_allowed'
      ? `${ASKING}${names}`
      : reason === 'method_not_allowed'
        ? `${ASKING}${method}`
        : ''
  return {
    origin: printable(origin),
    reason,
    count: 1,
    path: printable(`${request.path}${asked}`),
    agent: printable(request.header('user-agent') ?? ''),
  }
}

/** The refusal of a page whose entry does not grant what it did. Its path also names what is missing. */
export function toGrantRefusal(
  { origin, missing }: OriginProblem,
  path: string,
  agent: string,
): Refusal {
  const needing = `${NEEDING}${missing}`
  return {
    origin: printable(origin),
    reason: missing === 'passwords' ? 'origin_no_passwords' : 'origin_access',
    count: 1,
    path: printable(path.slice(0, MAX_TEXT_LENGTH - needing.length)) + needing,
    agent: printable(agent),
  }
}

/** Reads what `toGrantRefusal` has put into a path, or null. */
export function readMissingGrant(path: string): MissingGrant | null {
  const missing = path.slice(path.lastIndexOf(NEEDING) + NEEDING.length)
  return GRANTS.find(known => known === missing) ?? null
}

/** Reads the names of headers that `toRefusal` has put into a path, in lower case. */
export function readAskedHeaders(path: string): string[] {
  const [, names = ''] = path.split(ASKING)
  return names
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(Boolean)
}

/** Counts refusals in bounded space, whatever arrives. */
export class RefusalCounter {
  #held = new Map<string, Refusal>()

  add({ count, ...refusal }: Refusal): void {
    const { reason } = refusal
    const kind = `${reason} ${refusal.origin}`
    const held = this.#held.get(kind)
    if (held) Object.assign(held, refusal, { count: held.count + count })
    else if (this.#held.size < MAX_REFUSAL_KINDS) this.#held.set(kind, { ...refusal, count })
    else this.#addOther({ ...refusal, origin: OTHER_ORIGINS, count })
  }

  get size(): number {
    return this.#held.size
  }

  /** Returns what was counted since the last call. */
  take(): Refusal[] {
    const taken = [...this.#held.values()]
    this.#held = new Map()
    return taken
  }

  /** There is one such entry for each reason, so these are bounded too. */
  #addOther(refusal: Refusal): void {
    const kind = `${refusal.reason} ${OTHER_ORIGINS}`
    const count = (this.#held.get(kind)?.count ?? 0) + refusal.count
    this.#held.set(kind, { ...refusal, count })
  }
}

function printable(text: string): string {
  return text.slice(0, MAX_TEXT_LENGTH).replace(/[^\x20-\x7e]/g, '?')
}
