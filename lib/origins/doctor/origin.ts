import { findOriginFault } from '#lib/cors/origin.ts'
import { readPastedOrigin } from '../pasted-origin.ts'
import { askAgain, type Question } from './question.ts'
import { RULES, type Step } from './step.ts'

/** The first step: whether a browser sends such an `Origin` at all, and whether it names somebody. */
export function buildOriginStep(question: Question): { sendable: boolean; step: Step } {
  const { origin } = question
  const sendable = isSendable(origin)
  // Plain http is no fault of the origin itself: it can be allowed for bearer tokens.
  const fault = origin === '' ? null : findOriginFault(origin, 'bearer')
  const step: Step = {
    id: 'origin',
    title: 'The origin of the page',
    side: 'browser',
    lines: sendable ? [`Origin: ${origin}`] : [],
    ok: sendable && fault === null,
    cause: causeOf(origin, sendable, fault),
    rule: RULES.origin,
  }
  const mended = readPastedOrigin(origin)
  if (!sendable && mended) step.fix = askAgain(question, { origin: mended }, `Try ${mended}`)
  return { sendable, step }
}

function causeOf(
  origin: string,
  sendable: boolean,
  fault: ReturnType<typeof findOriginFault>,
): string {
  if (origin === '') return 'The origin is missing: write scheme and host of the page.'
  if (sendable && !fault) return 'It is scheme, host and port, as a browser writes them.'
  if (!fault) return 'No browser writes an origin so.'
  const who = sendable ? 'It names nobody who could be allowed' : 'No browser writes an origin so'
  return `${who}: ${fault.problem}. What helps: ${fault.fix}.`
}

function isSendable(origin: string): boolean {
  if (origin === 'null') return true
  return /^https?:\/\/[^*]+$/.test(origin) && URL.parse(origin)?.origin === origin
}
