import type { Answers, Proof, Way, WayUser } from '#lib/proofs/way.ts'
import { listWays } from '#lib/ways/registry.ts'

/** A proof as a ceremony keeps it: by which way it was made, and when. */
export type KeptProof = Pick<Proof, 'amr' | 'strength'> & { way: string; at: Date }

/** A proof that was just made. */
export type FreshProof = { kept: KeptProof; settle: () => Promise<void> }

/**
 * Tries what somebody has entered by each of `ways` that takes it, until one is proved.
 * @throws Problem as the ways do, such as 503 `hash_queue_full`: nothing was judged then.
 */
export async function tryWays(
  ways: readonly Way[],
  user: WayUser | null,
  answers: Answers,
): Promise<FreshProof | null> {
  for (const way of ways) {
    const answer = answers[way.field]
    const proof = answer === undefined ? null : await way.prove(user, answer)
    if (!proof || proof.userId !== user?.id) continue
    const { amr, strength, settle } = proof
    const kept = { way: way.name, amr, strength, at: new Date() }
    return { kept, settle: async () => settle?.() }
  }
  return null
}

/** Lists the ways that the user has. Those by which they have just made a proof need no query. */
export async function listOwnWays(
  user: WayUser,
  proofs: readonly Pick<KeptProof, 'way'>[],
): Promise<Way[]> {
  const own: Way[] = []
  for (const way of listWays()) {
    const isProved = proofs.some(proof => proof.way === way.name)
    if (isProved || (await way.isSetUp(user))) own.push(way)
  }
  return own
}

/** Writes proofs for a row. */
export function writeProofs(proofs: readonly KeptProof[]): string {
  return JSON.stringify(proofs)
}

/** Reads proofs as {@link writeProofs} wrote them. */
export function readProofs(text: string): KeptProof[] {
  const written: (Omit<KeptProof, 'at'> & { at: string })[] = JSON.parse(text)
  return written.map(({ at, ...proof }) => ({ ...proof, at: new Date(at) }))
}
