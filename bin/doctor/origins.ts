import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { env } from '#lib/env/env.ts'
import { consult } from '#lib/origins/doctor/consult.ts'
import { Question } from '#lib/origins/doctor/question.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { findOperator } from '../cli/operator.ts'
import { PROGRAM } from '../cli/program.ts'
import type { Arrival } from './call.ts'
import { makeSampleOrigin } from './cookie.ts'
import { type Finding, fail, pass, skip } from './finding.ts'
import { countProxies } from './proxies.ts'

const CHECK = 'Origins'
const UNCHOSEN = `It keeps what it could do before this could be chosen: choose with \`${PROGRAM} origins change\`, or on the page /origins.`

/**
 * Checks for each allowed origin whether its pages can read an answer, and that a preflight is answered correctly.
 * @param arrival how a call reached the server at PUBLIC_URL, null when none did.
 * @param isSame whether the server runs with the settings and the database that are here.
 */
export async function checkOrigins(
  allowed: OriginJson[],
  arrival: Arrival | null,
  isSame: boolean,
): Promise<Finding[]> {
  // The server's own pages make no cross-origin calls, whatever the list says.
  const { own } = readCorsPolicy()
  const enabled = allowed.filter(one => one.enabled && !own.has(makeSampleOrigin(one.origin)))
  if (enabled.length === 0) {
    return [pass(CHECK, 'None is allowed: no page on another origin can call this server.')]
  }
  const [first] = enabled
  const found = await Promise.all(enabled.map(checkOrigin))
  if (!arrival || !first) return found
  if (!isSame) return [skip(CHECK, 'The server has other origins or settings.'), ...found]
  return [await checkPreflight(makeSampleOrigin(first.origin), countProxies(arrival)), ...found]
}

async function checkOrigin({ origin, chosen, warning }: OriginJson): Promise<Finding> {
  const question = { origin: makeSampleOrigin(origin) }
  const { readable, summary, steps } = await consult(findOperator(), Question.parse(question))
  if (readable) {
    const causeOf = (id: string) => steps.find(step => step.id === id)?.cause
    const says = [`${origin}: ${summary}`, causeOf('local-network'), causeOf('access')]
    const kept = chosen ? '' : UNCHOSEN
    return pass(CHECK, [...says, kept, warning].filter(Boolean).join(' '))
  }
  const cause = steps.find(step => !step.ok)?.cause ?? ''
  const fix = `Run \`${PROGRAM} origins check ${question.origin}\`.`
  return fail(CHECK, `${origin}: ${summary} ${cause}`, fix)
}

/** When a proxy adds CORS headers too, the answer has them twice, and browsers refuse it. */
async function checkPreflight(origin: string, proxies: number): Promise<Finding> {
  const answer = await fetch(new URL('/api/users', env().publicUrl), {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null)
  const allowed = answer?.headers.get('access-control-allow-origin') ?? null
  if (allowed === origin)
    return pass(CHECK, 'A preflight is answered with one header of each kind.')
  const header = allowed === null ? 'no' : allowed.includes(',') ? 'more than one' : 'another'
  const says = `The answer to a preflight from ${origin} has ${header} Access-Control-Allow-Origin.`
  const fix =
    proxies === 0
      ? 'There is no proxy in between, so restart the server.'
      : 'Make the proxy pass OPTIONS on and add no Access-Control header.'
  return fail(CHECK, says, fix)
}
