import { z } from 'zod'
import type { Fault } from '#lib/cors/fault.ts'
import { buildAccessSteps } from '#lib/origins/doctor/access-step.ts'
import { buildAddressSteps } from '#lib/origins/doctor/address-steps.ts'
import { collectCallFacts, type Subject } from '#lib/origins/doctor/call.ts'
import { BROWSERS } from '#lib/origins/doctor/cookie.ts'
import { buildOriginStep } from '#lib/origins/doctor/origin.ts'
import { Step } from '#lib/origins/doctor/step.ts'
import { buildNetworkSteps } from '#lib/origins/doctor/steps-before-request.ts'
import type { TargetFault } from '../find-target.ts'
import { buildDialogStep } from './dialog-step.ts'
import { type Kept, listKept } from './kept.ts'
import { type SignInQuestion, toCallQuestion } from './question.ts'
import {
  buildAuthorizeStep,
  buildExchangeStep,
  buildMessageStep,
  buildPasswordStep,
  buildRedirectStep,
  buildSecureStep,
  buildWindowStep,
} from './steps.ts'

const KeptBy = z.enum(['cookie', 'tokens']).nullable()

/** What `signIn()` on a page does, step by step until it stops, and the result. */
export const SignInDiagnosis = z
  .strictObject({
    summary: z.string(),
    works: z
      .boolean()
      .describe('Whether people are signed in, in every browser that opens a window.'),
    withoutWindow: z
      .boolean()
      .describe('Whether it works where the browser blocks the window, too.'),
    keeps: z
      .strictObject({ Chrome: KeptBy, Firefox: KeptBy, Safari: KeptBy })
      .describe(
        'What the page gets in each browser: the cookie, tokens bound to a key, or nothing.',
      ),
    steps: z.array(Step),
  })
  .meta({ id: 'SignInDiagnosis', description: 'What signIn() on a page does until it stops.' })
export type SignInDiagnosis = z.output<typeof SignInDiagnosis>

/** What the server has found out about a page. */
export type Findings = {
  /** What /authorize says to the two requests that the client may make; null where it would ask the person. */
  message: TargetFault | null
  redirect: TargetFault | null
  /** What is wrong with the file by which Chrome takes people to this server. */
  webIdentity: Fault | null
}

/**
 * Says what happens when a page signs people in by `signIn()`. What the server does comes from the functions that judge
 * real requests. Pure.
 */
export function diagnoseSignIn(
  question: SignInQuestion,
  subject: Subject,
  found: Findings,
): SignInDiagnosis {
  const call = toCallQuestion(question)
  const first = buildOriginStep(call)
  if (!first.sendable) return conclude([first.step], [])
  const facts = collectCallFacts(call, subject)
  const reached = [first.step, ...buildAddressSteps(facts)]
  if (reached.some(isStop)) return conclude(reached, [])
  const before = [...reached, ...buildNetworkSteps(facts), buildSecureStep(facts)]
  if (before.some(isStop)) return conclude(before, [])
  const asked = [
    ...before,
    buildDialogStep(facts, found.webIdentity),
    buildWindowStep(),
    buildAuthorizeStep(facts, found.message),
  ]
  if (asked.some(isStop)) return conclude(asked, [])
  const kept = listKept(question, subject)
  const isOwn = subject.policy.own.has(question.origin)
  const answered = [
    ...asked,
    buildMessageStep(facts),
    // Answers come to pages of this server as a message alone.
    ...(isOwn ? [] : [buildRedirectStep(question.origin + question.path, found.redirect)]),
    buildExchangeStep(kept),
  ]
  if (kept.every(one => one.kept === null)) return conclude(answered, kept)
  if (isOwn) return conclude(answered, kept)
  return conclude([...answered, ...buildAccessSteps(facts), buildPasswordStep(facts)], kept)
}

/** Red steps after which it goes on: each concerns some browsers, or is judged further down. */
const GOES_ON = new Set<Step['id']>(['origin', 'certificate', 'redirect', 'exchange', 'access'])

function isStop({ id, ok }: Step): boolean {
  return !ok && !GOES_ON.has(id)
}

function conclude(steps: Step[], kept: Kept[]): SignInDiagnosis {
  const isRed = (id: Step['id']) => steps.some(step => step.id === id && !step.ok)
  const works = kept.length > 0 && !isRed('exchange') && !isRed('certificate')
  const keeps = Object.fromEntries(
    BROWSERS.map(browser => [browser, kept.find(one => one.browser === browser)?.kept ?? null]),
  )
  return {
    summary: summarise(isRed, kept),
    works,
    withoutWindow: works && steps.some(({ id, ok }) => id === 'redirect' && ok),
    keeps: keeps as SignInDiagnosis['keeps'],
    steps,
  }
}

function summarise(isRed: (id: Step['id']) => boolean, kept: Kept[]): string {
  if (isRed('authorize')) return 'It does not work: the server does not know the page.'
  if (isRed('certificate')) {
    return 'It does not work: browsers do not accept the certificate of the server.'
  }
  if (kept.length === 0) return 'It does not work: signIn() stops before anybody is asked.'
  const without = kept.filter(one => one.kept === null).map(({ browser }) => browser)
  if (without.length === kept.length) {
    return 'It does not work: no browser keeps the cookie, and the origin is allowed for nothing else.'
  }
  const where =
    without.length > 0
      ? `signIn() works, but not in ${new Intl.ListFormat('en').format(without)}.`
      : 'signIn() works in every browser.'
  return [
    where,
    ...(isRed('redirect') ? ['Where the browser blocks the window, it fails.'] : []),
    ...(isRed('access') ? ['The list of users is refused to the page.'] : []),
  ].join(' ')
}
