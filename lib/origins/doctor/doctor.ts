import { z } from 'zod'
import { buildAccessSteps } from './access-step.ts'
import { buildAddressSteps } from './address-steps.ts'
import { type CallFacts, collectCallFacts, type Subject } from './call.ts'
import { BROWSERS } from './cookie.ts'
import { buildOriginStep } from './origin.ts'
import { type AskedQuestion, completeQuestion } from './question.ts'
import { Step } from './step.ts'
import { buildStepsBeforeRequest } from './steps-before-request.ts'
import { buildStepsFromRequest } from './steps-from-request.ts'

/** What a browser does with a call, step by step until it stops, and the result. */
export const Diagnosis = z
  .strictObject({
    summary: z.string(),
    preflighted: z.boolean(),
    reached: z.boolean().describe('Whether the request itself arrives, not only its preflight.'),
    cookie: z
      .strictObject({ Chrome: z.boolean(), Firefox: z.boolean(), Safari: z.boolean() })
      .describe('Whether each browser sends the session cookie.'),
    readable: z.boolean().describe('Whether the page may read the answer.'),
    steps: z.array(Step),
  })
  .meta({ id: 'Diagnosis', description: 'What a browser does with a call until it stops.' })
export type Diagnosis = z.output<typeof Diagnosis>

/**
 * Says what a browser does with a call from a page. What the server does comes from the functions that judge real
 * requests; what the browser does follows the standards that each step names. Pure.
 */
export function diagnose(asked: AskedQuestion, subject: Subject): Diagnosis {
  const question = completeQuestion(asked, subject.policy)
  const first = buildOriginStep(question)
  if (!first.sendable) return stopped([first.step])
  const facts = collectCallFacts(question, subject)
  const address = buildAddressSteps(facts)
  if (address.some(({ id, ok }) => id === 'address' && !ok)) {
    const summary = 'It does not work: the page calls another address than that of this server.'
    return { ...stopped([first.step, ...address]), summary }
  }
  const before = [first.step, ...address, ...buildStepsBeforeRequest(facts)]
  const preflighted = facts.reasons.length > 0 && before.some(({ id }) => id === 'preflight')
  const stop = before.slice(1).some(({ id, ok }) => !ok && !GOES_ON.has(id))
  if (stop) return { ...stopped(before), preflighted }
  const after = buildStepsFromRequest(facts)
  const readable = after.some(({ id, ok }) => id === 'readable' && ok)
  if (readable) after.push(...buildAccessSteps(facts))
  const cookie = Object.fromEntries(facts.cookies.map(({ browser, sent }) => [browser, sent]))
  const steps = [...before, ...after]
  return {
    summary: summaryOf(steps, facts),
    preflighted,
    reached: true,
    steps,
    cookie: cookie as Diagnosis['cookie'],
    readable,
  }
}

/** Red steps after which the call goes on: in Chrome alone, or where the browser was told to accept the certificate. */
const GOES_ON = new Set<Step['id']>(['preflight', 'certificate'])

function stopped(steps: Step[]): Diagnosis {
  const cookie = { Chrome: false, Firefox: false, Safari: false }
  const summary = 'It does not work: the browser never sends the request.'
  return { summary, preflighted: false, reached: false, cookie, readable: false, steps }
}

function summaryOf(steps: Step[], { question, cookies, wanted }: CallFacts): string {
  const red = new Set(steps.filter(({ ok }) => !ok).map(({ id }) => id))
  if (red.has('certificate')) {
    return 'It does not work: browsers do not accept the certificate of the server.'
  }
  if (red.has('csrf')) {
    return 'It does not work: the request arrives, but the server refuses to act on it.'
  }
  if (red.has('readable')) {
    return 'It does not work: the request arrives, but the page may not read the answer.'
  }
  if (red.has('access')) {
    return 'It does not work: the page may read answers, but the server refuses it the list of users.'
  }
  const without = cookies.filter(({ sent }) => !sent).map(({ browser }) => browser)
  if (red.has('preflight')) {
    const others = 'Firefox and Safari ask for a header that is not allowed'
    return wanted && without.includes('Chrome')
      ? `Only Chrome sends the call, without the cookie, so nobody is signed in: ${others}.`
      : `It works only in Chrome: ${others}.`
  }
  if (!wanted) {
    return question.credentials === 'same-origin' && red.has('cookie')
      ? 'The call works, but without the cookie, so nobody is signed in: the script does not say credentials.'
      : 'It works, without the cookie.'
  }
  if (without.length === 0) return 'It works in every browser.'
  const where = without.length === BROWSERS.length ? 'every browser' : without.join(' and ')
  return `The call works, but in ${where} the cookie is not sent, so nobody is signed in.`
}
