import { Problem } from '#lib/http/problem.ts'
import type { Question } from '#lib/proofs/way.ts'

/**
 * The first factor was right, and the user has set up a second one. `authSession` names the ceremony, as in
 * draft-ietf-oauth-first-party-apps; the first of `ways` has begun, and `question` is what it asks.
 */
export class SecondFactorRequired extends Problem {
  readonly authSession: string
  readonly ways: readonly string[]
  readonly question: Question

  constructor(authSession: string, ways: readonly string[], question: Question) {
    super(401, 'second_factor_required', 'Prove in a second way who you are.')
    this.authSession = authSession
    this.ways = ways
    this.question = question
  }

  override get body() {
    return { ...super.body, auth_session: this.authSession, ways: this.ways }
  }
}
