import { env } from '#lib/env/env.ts'
import { addReplyHeader } from '#lib/http/reply.ts'
import { makeDpopNonce, NONCE_MAX_AGE_MS, readNonceAge } from './nonce.ts'
import { type DpopProof, DpopProofError, verifyDpopProof } from './proof.ts'
import { takeProof } from './seen-proofs.ts'

type Rules = {
  /** Whether a proof needs a nonce of ours; one that has another is refused in any case (RFC 9449 §8, §9). */
  nonce: 'required' | 'offered'
  /** The access token that the proof comes with. */
  accessToken?: string
}

/**
 * Reads the DPoP proof of a request and takes it, so that it is good once. The answer to the request offers a new
 * nonce where the proof does not hold, has none of ours, or one that is half used up.
 * @returns null for a request without a proof.
 * @throws DpopProofError
 */
export async function readRequestProof(request: Request, rules: Rules): Promise<DpopProof | null> {
  const values = request.headers.get('dpop')
  if (values === null) return null
  const { method, url } = request
  const proof = await verifyDpopProof(values, {
    method,
    url: `${env().publicUrl.origin}${new URL(url).pathname}`,
    accessToken: rules.accessToken ?? null,
  }).catch(error => {
    // A client whose clock is wrong gets on by a nonce.
    addReplyHeader(request, 'DPoP-Nonce', makeDpopNonce())
    throw error
  })
  judgeNonce(request, proof.nonce, rules.nonce)
  await takeProof(proof, method)
  return proof
}

function judgeNonce(request: Request, nonce: string | null, rule: Rules['nonce']): void {
  const age = nonce === null ? null : readNonceAge(nonce)
  if (age === null || age > NONCE_MAX_AGE_MS / 2) {
    addReplyHeader(request, 'DPoP-Nonce', makeDpopNonce())
  }
  if (age !== null || (nonce === null && rule === 'offered')) return
  const what = nonce === null ? 'has no nonce' : 'has a nonce that is not ours, or an old one'
  throw new DpopProofError(`The DPoP proof ${what}: take that of DPoP-Nonce.`, 'use_dpop_nonce')
}
