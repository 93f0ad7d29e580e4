import { hash, KeyObject, verify } from 'node:crypto'
import {
  calculateJwkThumbprint,
  compactVerify,
  decodeProtectedHeader,
  errors,
  importJWK,
} from 'jose'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** The algorithms of proofs that are taken: asymmetric ones alone (RFC 9449 §4.2). */
export const DPOP_ALGORITHMS = ['ES256', 'ES384', 'ES512', 'PS256', 'RS256', 'EdDSA', 'Ed25519']

/** How far the time of a proof without a nonce may be from ours, in seconds, either way. */
export const PROOF_MAX_AGE_SECONDS = 30
const MAX_PROOF_LENGTH = 4096
const MAX_JTI_LENGTH = 128
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

/** A proof that holds: whose key made it, and what the server has to look at besides. */
export type DpopProof = {
  /** The thumbprint of the key (RFC 7638), which tokens are bound to. */
  jkt: string
  jti: string
  /** In seconds. */
  iat: number
  nonce: string | null
}

/** Why a proof does not hold; `code` and `message` may be told to the client (RFC 9449 §5, §8). */
export class DpopProofError extends Error {
  override readonly name = 'DpopProofError'
  readonly code: 'invalid_dpop_proof' | 'use_dpop_nonce'

  constructor(message: string, code: DpopProofError['code'] = 'invalid_dpop_proof') {
    super(message)
    this.code = code
  }
}

type Asked = {
  method: string
  /** The address of the request; its query and fragment do not count (§4.3, 9). */
  url: string
  /** The access token that comes with the proof, if one does (§4.3, 12). */
  accessToken?: string | null
}

/**
 * Checks a DPoP proof as RFC 9449 §4.3 lists it. Whether its `jti` was seen before and whether its `nonce` is ours
 * is for the caller to judge: a proof with a nonce may be as old as that.
 * @param values the values of all `DPoP` headers: there must be exactly one.
 * @throws DpopProofError
 */
export async function verifyDpopProof(
  values: string | null,
  { method, url, accessToken = null }: Asked,
  now = Date.now(),
): Promise<DpopProof> {
  if (!values) throw new DpopProofError('The DPoP proof is missing.')
  if (values.length > MAX_PROOF_LENGTH) throw new DpopProofError('The DPoP proof is too long.')
  const { payload, jkt } = await verifySignature(values)
  const { htm, htu, iat, jti, nonce, ath } = payload
  if (htm !== method) throw new DpopProofError('The DPoP proof is for another method (htm).')
  if (typeof htu !== 'string' || (htu !== url && stripQuery(htu) !== stripQuery(url))) {
    throw new DpopProofError('The DPoP proof is for another address (htu).')
  }
  if (typeof jti !== 'string' || jti === '' || jti.length > MAX_JTI_LENGTH) {
    throw new DpopProofError('The DPoP proof has no jti of 1 to 128 characters.')
  }
  if (nonce !== undefined && typeof nonce !== 'string') {
    throw new DpopProofError('The nonce of the DPoP proof is not text.')
  }
  if (typeof iat !== 'number' || !Number.isSafeInteger(iat)) {
    throw new DpopProofError('The DPoP proof has no iat in whole seconds.')
  }
  const isOld = Math.abs(now / 1000 - iat) > PROOF_MAX_AGE_SECONDS
  if (nonce === undefined && isOld) {
    throw new DpopProofError('The DPoP proof is too old, or its clock is wrong (iat).')
  }
  if (accessToken !== null && ath !== hashToken(accessToken)) {
    throw new DpopProofError('The DPoP proof is for another access token (ath).')
  }
  return { jkt, jti, iat, nonce: nonce ?? null }
}

type ProofKey = { key: CryptoKey; keyObject: KeyObject; alg: string; jkt: string }
type Payload = Record<string, unknown>

/** How many keys are remembered: to import one takes as long as to verify a proof. */
const MAX_KEYS = 1000
const keys = () => onePerProcess('dpop-keys', () => new Map<string, ProofKey>())

async function verifySignature(proof: string): Promise<{ payload: Payload; jkt: string }> {
  try {
    const { key, keyObject, alg, jkt } = await readKey(proof)
    const isEs256 = alg === 'ES256'
    const bytes = await (isEs256 ? verifyEs256(proof, keyObject) : verifyByJose(proof, key))
    const payload: unknown = bytes && JSON.parse(new TextDecoder().decode(bytes))
    if (typeof payload === 'object' && payload !== null) return { payload: { ...payload }, jkt }
  } catch (error) {
    if (error instanceof DpopProofError || !isBrokenProof(error)) throw error
  }
  throw new DpopProofError('The DPoP proof is not one, or its signature is wrong.')
}

async function verifyByJose(proof: string, key: CryptoKey): Promise<Uint8Array> {
  return (await compactVerify(proof, key)).payload
}

/**
 * By node:crypto, since each call of a bound session brings a proof, nearly all of them are of this algorithm, and
 * Web Crypto takes a third longer.
 */
function verifyEs256(proof: string, key: KeyObject): Promise<Uint8Array | null> {
  const [, signed, payload, signature] = /^([\w-]+\.([\w-]+))\.([\w-]{86})$/.exec(proof) ?? []
  if (!signed || !payload || !signature) return Promise.resolve(null)
  const how = { key, dsaEncoding: 'ieee-p1363' } as const
  return new Promise((resolve, reject) => {
    verify('sha256', Buffer.from(signed), how, Buffer.from(signature, 'base64url'), (error, ok) => {
      if (error) reject(error)
      else resolve(ok ? Buffer.from(payload, 'base64url') : null)
    })
  })
}

/** What is thrown at a proof that is none: by jose, by Web Crypto for a key that is none, and at JSON. */
function isBrokenProof(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError ||
    error instanceof TypeError ||
    error instanceof SyntaxError ||
    error instanceof DOMException
  )
}

/** The key of a proof, which its header has in it: that of a client is the same each time. */
async function readKey(proof: string): Promise<ProofKey> {
  const header = proof.slice(0, proof.indexOf('.'))
  const known = keys().get(header)
  if (known) return known
  const { alg, crit, jwk, typ } = decodeProtectedHeader(proof)
  if (typ !== 'dpop+jwt' || crit !== undefined) {
    throw new DpopProofError('The DPoP proof has another typ, or needs what is not known here.')
  }
  if (!alg || !DPOP_ALGORITHMS.includes(alg)) {
    throw new DpopProofError('The DPoP proof has an algorithm that is not taken here.')
  }
  if (!jwk || typeof jwk !== 'object' || PRIVATE_MEMBERS.some(name => name in jwk)) {
    throw new DpopProofError('The DPoP proof must carry its public key alone (jwk).')
  }
  const key = (await importJWK(jwk, alg)) as CryptoKey
  const jkt = await calculateJwkThumbprint(jwk)
  const read = { key, keyObject: KeyObject.from(key), alg, jkt }
  const [first] = keys().keys()
  if (keys().size >= MAX_KEYS && first !== undefined) keys().delete(first)
  keys().set(header, read)
  return read
}

/** Scheme, host and path, after the normalisation of RFC 3986 §6.2.2 and §6.2.3 that `URL` does. */
function stripQuery(address: string): string | null {
  const url = URL.parse(address)
  return url && `${url.origin}${url.pathname}`
}

function hashToken(token: string): string {
  return hash('sha256', token, 'base64url')
}
