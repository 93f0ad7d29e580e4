/** When a user last proved each method of RFC 8176 in a session. */
export type ProofTimes = Record<string, string>

/** A proof, by the methods that it shows. */
type TimedProof = { amr: readonly string[]; at: Date }

/** What a session keeps of its proofs. An empty text stands for a password that was proved at `provenAt`. */
export function readProofTimes(session: { proofs: string; provenAt: Date }): ProofTimes {
  if (session.proofs === '') return { pwd: session.provenAt.toISOString() }
  return JSON.parse(session.proofs)
}

/** The columns of a session that has `times`, and `proofs` since. */
export function buildProofColumns(proofs: readonly TimedProof[], times: ProofTimes = {}) {
  const all = { ...times }
  for (const { amr, at } of proofs) for (const method of amr) all[method] = at.toISOString()
  return { amr: Object.keys(all).join(' '), proofs: JSON.stringify(all) }
}
