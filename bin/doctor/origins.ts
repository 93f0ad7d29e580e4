import { env } from '#lib/env/env.ts'
import { readCorsPolicy } from '#lib/origins/allow-list.ts'
import { consult } from '#lib/origins/doctor/consult.ts'
import { BY_TOKEN, Question } from '#lib/origins/doctor/question.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { findOperator } from '../cli/operator.ts'
import { makeSampleOrigin } from './cookie.ts'
import { type Finding, fault, ok } from './finding.ts'

const CHECK = 'Origins'

/** What becomes of a call from each allowed origin, and whether a preflight is answered with one header. */
export async function checkOrigins(allowed: OriginJson[], reached: boolean): Promise<Finding[]> {
  // Its own pages are no cross-origin ones, whatever the list says.
  const { own } = readCorsPolicy()
  const enabled = allowed.filter(one => one.enabled && !own.has(makeSampleOrigin(one.origin)))
  if (enabled.length === 0) {
    return [ok(CHECK, 'None is allowed: no page elsewhere can call this server.')]
  }
  const [first] = enabled
  const preflight = reached && first ? [await checkPreflight(makeSampleOrigin(first.origin))] : []
  return [...preflight, ...enabled.map(checkOrigin)]
}

function checkOrigin({ origin, mode, warning }: OriginJson): Finding {
  const question = { origin: makeSampleOrigin(origin), ...(mode === 'bearer' && BY_TOKEN) }
  const { readable, summary, steps } = consult(findOperator(), Question.parse(question))
  if (readable) return ok(CHECK, [`${origin}: ${summary}`, warning].filter(Boolean).join(' '))
  const cause = steps.find(step => !step.ok)?.cause ?? ''
  const fix = `Run latchkey origins check ${question.origin}.`
  return fault(CHECK, `${origin}: ${summary} ${cause}`, fix)
}

/** Headers that a proxy adds as well are there twice, which browsers refuse. */
async function checkPreflight(origin: string): Promise<Finding> {
  const answer = await fetch(new URL('/api/users', env().publicUrl), {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null)
  const allowed = answer?.headers.get('access-control-allow-origin') ?? null
  if (allowed === origin) return ok(CHECK, 'A preflight is answered with one header of each kind.')
  const says = `A preflight from ${origin} is answered with ${allowed === null ? 'no' : 'another'} Access-Control-Allow-Origin${allowed?.includes(',') ? ': it stands there twice' : ''}.`
  const fix = 'Have the proxy add no Access-Control header, and pass OPTIONS on.'
  return fault(CHECK, says, fix)
}
