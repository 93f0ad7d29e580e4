import { MODES } from '#lib/cors/mode.ts'
import type { Verdict } from '#lib/cors/verdict.ts'
import { listAllowableModes } from '../allowable-modes.ts'
import { describeRefusalCause } from '../refusal-cause.ts'
import type { CallFacts } from './call.ts'
import type { CorsFailure } from './cors.ts'
import { askAgain, type Question } from './question.ts'
import type { Fix, Step } from './step.ts'

/**
 * Says why the browser does not accept an answer of the server, and what fixes it.
 * @param missing what a preflight's answer does not grant, from `findUngranted`.
 */
export function explainRefusal(
  { question, publicUrl }: CallFacts,
  verdict: Verdict,
  failure: CorsFailure,
  missing: { method: string | null; names: string[] } = { method: null, names: [] },
): Pick<Step, 'cause' | 'fix'> {
  const { origin } = question
  if (verdict.origin === 'own') {
    return {
      cause: `${origin} is another name of this server, and to a browser another name is another origin.`,
      fix: { label: `Call ${origin}, or open the page at ${publicUrl.origin}` },
    }
  }
  if (failure === 'no_credentials') {
    return {
      cause:
        'The origin is allowed for bearer tokens only, so its pages cannot read the answer to a request with cookies.',
      fix: buildClientFix(origin, 'Use bearer tokens, as /client.js does'),
    }
  }
  if (failure !== null) return explainOriginRefusal(origin, verdict)
  const cause = describeRefusalCause(verdict.reason ?? 'header_not_allowed', origin, [])
  const { method, names } = missing
  if (method !== null) {
    const upper = method.toUpperCase()
    const mended = upper === method ? 'GET' : upper
    return { cause, fix: askAgain(question, { method: mended }, `Send ${mended} instead`) }
  }
  return {
    cause: `${cause} Not allowed: ${names.join(', ')}.`,
    fix: buildFixWithoutHeaders(question, names),
  }
}

/** A fix that makes the same call without these headers. @param names in lower case. */
export function buildFixWithoutHeaders(question: Question, names: string[]): Fix {
  const headers = question.headers.filter(name => !names.includes(name.toLowerCase()))
  return askAgain(question, { headers }, `Do not send ${names.join(', ')}`)
}

function explainOriginRefusal(origin: string, { reason }: Verdict): Pick<Step, 'cause' | 'fix'> {
  const modes = listAllowableModes(origin)
  const cause = describeRefusalCause(reason ?? 'origin_not_allowed', origin, MODES)
  if (reason === 'origin_disabled') {
    return { cause, fix: { label: 'Enable this origin', href: '/origins' } }
  }
  if (modes.length === 0) {
    const label =
      reason === 'origin_null'
        ? 'Serve its folder over http: npx serve -l 4100'
        : 'Serve the page over https, from a host name'
    return { cause, fix: { label } }
  }
  const byToken = modes.every(mode => mode === 'bearer')
  const label = byToken ? 'Allow it for bearer tokens' : 'Allow this origin'
  return { cause, fix: { label, href: `/origins/new?origin=${encodeURIComponent(origin)}` } }
}

/** A fix that leads to the client, which signs in even where the cookie is not sent. */
export function buildClientFix(origin: string, label: string): Fix {
  return { label, href: `/docs/static-site?origin=${encodeURIComponent(origin)}` }
}
