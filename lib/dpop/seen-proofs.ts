import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { takeOnce } from '#lib/tickets/seen-once.ts'
import { NONCE_MAX_AGE_MS } from './nonce.ts'
import { type DpopProof, DpopProofError, PROOF_MAX_AGE_SECONDS } from './proof.ts'

/** How many proofs of safe requests a process remembers, in about 20 MB: of too many, the oldest is forgotten. */
const MAX_PROOFS = 100_000

/**
 * Takes a proof, which is good once (RFC 9449 §11.1). What changes something is counted in the database, so that no
 * other process or instance takes the proof again. Those of safe methods are remembered by the process that saw them:
 * a write for each read would cost more than the second reading of an answer, from a thief who already has the first
 * request, is worth.
 * @throws DpopProofError for one that was seen before.
 */
export async function takeProof(proof: DpopProof, method: string): Promise<void> {
  const isSafe = method === 'GET' || method === 'HEAD'
  const expiresAt = computeExpiry(proof)
  const isNew = isSafe
    ? rememberProof(`${proof.jkt} ${proof.jti}`, expiresAt)
    : await takeOnce('dpop', [proof.jkt, proof.jti], new Date(expiresAt))
  if (!isNew) throw new DpopProofError('The DPoP proof was used before (jti).')
}

/** From when on the proof is too old in any case, in milliseconds. */
function computeExpiry({ nonce, iat }: DpopProof): number {
  const slack = 1000
  if (nonce !== null) return Date.now() + NONCE_MAX_AGE_MS + slack
  return (iat + PROOF_MAX_AGE_SECONDS) * 1000 + slack
}

function rememberProof(name: string, expiresAt: number): boolean {
  const proofs = onePerProcess('dpop-proofs', () => new Map<string, number>())
  const known = proofs.get(name)
  if (known !== undefined && known > Date.now()) return false
  proofs.delete(name)
  for (const [old, end] of proofs) {
    if (end > Date.now() && proofs.size < MAX_PROOFS) break
    proofs.delete(old)
  }
  proofs.set(name, expiresAt)
  return true
}
