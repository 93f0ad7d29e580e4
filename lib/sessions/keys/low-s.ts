/** The order of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * The one spelling of an ES256 signature (base64url of r and s, RFC 7518 §3.4) that we write and accept: s and n − s
 * are both valid, and it has the smaller one. Otherwise anybody could make a second token from a valid one.
 */
export function toLowS(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url')
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`)
  if (s <= ORDER / 2n || s >= ORDER) return signature
  const low = (ORDER - s).toString(16).padStart(64, '0')
  return Buffer.concat([bytes.subarray(0, 32), Buffer.from(low, 'hex')]).toString('base64url')
}
