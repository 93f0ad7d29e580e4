import { findHeaderFault } from '#lib/cors/header-names.ts'
import { MODES } from '#lib/cors/mode.ts'
import { type CorsPolicy, findStanding } from '#lib/cors/policy.ts'
import { MAX_TEXT_LENGTH, readAskedHeaders } from './refusal-counter.ts'

/**
 * What pages of `origin` asked to send and may not: all such names, and those of them that an administrator can allow.
 * @param lastPath the path of a refusal, with the names that were asked for.
 */
export function findRefusedHeaders(
  policy: CorsPolicy,
  origin: string,
  lastPath: string,
): { refused: string[]; allowable: string[] } {
  const standing = findStanding(policy, origin)
  const mode = MODES.find(known => known === standing)
  if (!mode) return { refused: [], allowable: [] }
  const granted = new Set(policy.headers[mode].map(name => name.toLowerCase()))
  const asked = readAskedHeaders(lastPath)
  // The end of a longer text is cut off, and its last name with it.
  if (lastPath.length === MAX_TEXT_LENGTH) asked.pop()
  const refused = [...new Set(asked)].filter(name => !granted.has(name))
  return { refused, allowable: refused.filter(name => findHeaderFault(name) === null) }
}
