import { env } from '#lib/env/env.ts'
import { readCorsPolicy } from '#lib/origins/allow-list.ts'
import { consult } from '#lib/origins/doctor/consult.ts'
import { Question } from '#lib/origins/doctor/question.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { findOperator } from '../cli/operator.ts'
import { PROGRAM } from '../cli/program.ts'
import { makeSampleOrigin } from './cookie.ts'
import { type Finding, fail, pass } from './finding.ts'

const CHECK = 'Origins'

/**
 * Checks for each allowed origin whether its pages can read an answer, and that a preflight is answered correctly.
 * @param reached whether the server answers at PUBLIC_URL.
 */
export async function checkOrigins(allowed: OriginJson[], reached: boolean): Promise<Finding[]> {
  // The server's own pages make no cross-origin calls, whatever the list says.
  const { own } = readCorsPolicy()
  const enabled = allowed.filter(one => one.enabled && !own.has(makeSampleOrigin(one.origin)))
  if (enabled.length === 0) {
    return [pass(CHECK, 'None is allowed: no page on another origin can call this server.')]
  }
  const [first] = enabled
  const preflight = reached && first ? [await checkPreflight(makeSampleOrigin(first.origin))] : []
  return [...preflight, ...enabled.map(checkOrigin)]
}

function checkOrigin({ origin, warning }: OriginJson): Finding {
  const question = { origin: makeSampleOrigin(origin) }
  const { readable, summary, steps } = consult(findOperator(), Question.parse(question))
  if (readable) {
    const asks = steps.find(({ id }) => id === 'local-network')?.cause
    return pass(CHECK, [`${origin}: ${summary}`, asks, warning].filter(Boolean).join(' '))
  }
  const cause = steps.find(step => !step.ok)?.cause ?? ''
  const fix = `Run \`${PROGRAM} origins check ${question.origin}\`.`
  return fail(CHECK, `${origin}: ${summary} ${cause}`, fix)
}

/** When a proxy adds CORS headers too, the answer has them twice, and browsers refuse it. */
async function checkPreflight(origin: string): Promise<Finding> {
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
  const fix = 'Make the proxy pass OPTIONS on and add no Access-Control header.'
  return fail(CHECK, says, fix)
}
