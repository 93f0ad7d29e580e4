import { isAppOrigin } from '#lib/cors/app-origin.ts'
import { findOriginFault } from '#lib/cors/origin.ts'
import { readPastedOrigin } from '../pasted-origin.ts'
import { askAgain, type Question } from './question.ts'
import { RULES, type Step } from './step.ts'

/** The first step: whether a browser can send this `Origin`, and whether it names a site that can be allowed. */
export function buildOriginStep(question: Question): { sendable: boolean; step: Step } {
  const { origin } = question
  const sendable = isSendable(origin)
  // Plain http is not a fault here, because such an origin can be allowed for bearer tokens.
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
  if (/^file:/i.test(origin)) {
    step.fix = askAgain(
      question,
      { origin: 'null' },
      'Ask about the origin that its pages send, null',
    )
  }
  if (!sendable && mended) step.fix = askAgain(question, { origin: mended }, `Try ${mended}`)
  return { sendable, step }
}

function causeOf(
  origin: string,
  sendable: boolean,
  fault: ReturnType<typeof findOriginFault>,
): string {
  if (origin === '') {
    return 'The origin is missing. Write the scheme and host of the page, as in https://you.github.io.'
  }
  if (isAppOrigin(origin)) {
    return 'It is the origin of an app or an extension, written as its engine writes it. It can use bearer tokens only.'
  }
  if (sendable && !fault) return 'It is a scheme, host and port, written as a browser writes them.'
  if (!fault) return 'No browser writes an origin like this.'
  const verdict = sendable
    ? 'This origin cannot be allowed'
    : 'No browser writes an origin like this'
  return `${verdict}: ${fault.problem}. To fix it, ${fault.fix}.`
}

function isSendable(origin: string): boolean {
  if (origin === 'null' || isAppOrigin(origin)) return true
  return /^https?:\/\/[^*]+$/.test(origin) && URL.parse(origin)?.origin === origin
}
