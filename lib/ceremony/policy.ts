import { hasTwoFactors } from '#lib/proofs/factors.ts'
import type { Way } from '#lib/proofs/way.ts'

/** What of a proof, or of a way that could give one, decides. */
type Factor = Pick<Way, 'amr' | 'strength'>

/** A user, by the ways that they have. */
export type Claimant = { ways: readonly (Factor & Pick<Way, 'name' | 'asksForTwo'>)[] }

/** What the proofs are for: a session, or an act of somebody who has one. */
type Settings = { purpose: 'sign_in' | 'step_up' }

/** Whether the proofs are enough, or else the ways that would do, the best first. */
export type Judgement = { done: true } | { missing: string[] }

/**
 * Judges what somebody has proved so far. One factor is enough, unless the user has set up a way that asks for two at
 * the sign-in; two proofs of one kind are one factor.
 */
export function judgeProofs(
  { ways }: Claimant,
  proofs: readonly Factor[],
  { purpose }: Settings,
): Judgement {
  const needed = purpose === 'sign_in' && ways.some(({ asksForTwo }) => asksForTwo) ? 2 : 1
  const shown = computeStrength(proofs)
  if (shown >= needed) return { done: true }
  const missing = ways.filter(way => computeStrength([...proofs, way]) > shown)
  return { missing: sortBestFirst(missing).map(({ name }) => name) }
}

/** The ways in the order in which people are asked for them. */
export function sortBestFirst<W extends Factor>(ways: readonly W[]): W[] {
  return ways.toSorted((a, b) => b.strength - a.strength)
}

function computeStrength(shown: readonly Factor[]): number {
  if (hasTwoFactors(shown.flatMap(({ amr }) => amr))) return 2
  return Math.max(0, ...shown.map(({ strength }) => strength))
}
