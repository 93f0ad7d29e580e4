import type { Access } from '#lib/cors/access.ts'
import { Problem } from './problem.ts'

/** What an entry of the list would have to grant. */
export type MissingGrant = Access | 'passwords'

/**
 * 403 for a page of an origin whose entry does not grant what the page does. Whoever answers with it records it, so that
 * an administrator sees what is missing.
 */
export class OriginProblem extends Problem {
  readonly origin: string
  readonly missing: MissingGrant

  constructor(origin: string, missing: MissingGrant, message: string) {
    super(403, missing === 'passwords' ? 'origin_no_passwords' : 'origin_access', message)
    this.origin = origin
    this.missing = missing
  }
}
