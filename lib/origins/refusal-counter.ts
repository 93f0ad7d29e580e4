import type { CorsRequest, RefusalReason, Verdict } from '#lib/cors/verdict.ts'

/** What was refused to pages of one origin for one reason, and what asked for it last. */
export type Refusal = {
  origin: string
  reason: RefusalReason
  count: number
  path: string
  agent: string
}

/** Stands for the origins that there was no room for. No Origin header holds it: they are ASCII. */
export const OTHER_ORIGINS = '…'

/** So many kinds are told apart until they are taken; of all others of one reason only the number is kept. */
export const MAX_REFUSAL_KINDS = 100

/**
 * The refusal that a verdict is, or null when it is none. Of header names that were asked for in vain the path
 * says which. What comes from outside is cut, and printable.
 */
export function toRefusal(verdict: Verdict, request: CorsRequest): Refusal | null {
  const { reason } = verdict
  const origin = request.header('origin') ?? null
  if (reason === null || reason === 'path_not_shared' || origin === null) return null
  const names = request.header('access-control-request-headers') ?? ''
  const method = request.header('access-control-request-method') ?? ''
  const asked =
    reason === 'header_not_allowed'
      ? ` asking for ${names}`
      : reason === 'method_not_allowed'
        ? ` asking for ${method}`
        : ''
  return {
    origin: printable(origin),
    reason,
    count: 1,
    path: printable(`${request.path}${asked}`),
    agent: printable(request.header('user-agent') ?? ''),
  }
}

/** Counts refusals in bounded space, whatever is thrown at it. */
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

  /** Gives what was counted since the last time. */
  take(): Refusal[] {
    const taken = [...this.#held.values()]
    this.#held = new Map()
    return taken
  }

  /** One kind for each reason, so there is an end to these too. */
  #addOther(refusal: Refusal): void {
    const kind = `${refusal.reason} ${OTHER_ORIGINS}`
    const count = (this.#held.get(kind)?.count ?? 0) + refusal.count
    this.#held.set(kind, { ...refusal, count })
  }
}

function printable(text: string): string {
  return text.slice(0, 300).replace(/[^\x20-\x7e]/g, '?')
}
