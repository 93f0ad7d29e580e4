import { type DpopProof, DpopProofError } from '#lib/dpop/proof.ts'
import { readRequestProof } from '#lib/dpop/request-proof.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'

/**
 * Reads the DPoP proof that comes with a request to an OAuth endpoint (RFC 9449 §5).
 * @returns null for a request without one.
 * @throws OAuthProblem 400 `invalid_dpop_proof`, `use_dpop_nonce`.
 */
export async function readDpop(
  request: Request,
  nonce: 'required' | 'offered',
): Promise<DpopProof | null> {
  try {
    return await readRequestProof(request, { nonce })
  } catch (error) {
    if (error instanceof DpopProofError) throw new OAuthProblem(error.code, error.message)
    throw error
  }
}
