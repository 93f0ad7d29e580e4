import { recordEvent } from '#lib/audit/record-event.ts'
import { type Ceremony, findCeremony } from '#lib/ceremony/ceremony.ts'
import { judgeProofs } from '#lib/ceremony/policy.ts'
import { listOwnWays, tryWays } from '#lib/ceremony/proofs.ts'
import type { Client } from '#lib/http/client-address.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'
import { forgetAttempts, giveBackAttempt, takeAttempt } from '#lib/limits/rate-limit.ts'
import { runCountedSignIn } from '#lib/metrics/count-sign-in.ts'
import type { Answers, Question, Way } from '#lib/proofs/way.ts'
import { concludeStep, type SignedIn, toBeginner, type WantedSignIn } from './conclude-step.ts'
import { continueByMail } from './continue-by-mail.ts'

/**
 * Goes on with the sign-in that `authSession` names, by one more answer, or by the code of the mail with which it began. An attempt is counted before it is judged, for
 * the address as well as for the user; a right answer gives it back.
 * @throws SecondFactorRequired if still more is needed; Problem 400 without an answer, 401 `invalid_session`,
 *   `second_factor_wrong`, 429 `limited`, 503 `hash_queue_full`.
 */
export function continueSignIn(
  authSession: string,
  answers: Answers,
  client: Client,
  wanted: WantedSignIn,
): Promise<SignedIn> {
  return runCountedSignIn(() => takeStep(authSession, answers, client, wanted))
}

/**
 * Asks by another of the ways that would do than the best one, such as `mail-code`, in the sign-in that `authSession`
 * names.
 * @throws Problem 401 `invalid_session`, 409 `mail_sign_in_off` where that way would not do, 429 `limited`.
 */
export async function askInsteadBy(
  name: 'mail-code',
  authSession: string,
  client: Client,
  wanted: WantedSignIn,
): Promise<Question> {
  await takeAttempt('mailRequest', client.address)
  const ceremony = await findCeremony(authSession, toBeginner(client, wanted))
  if (!ceremony) throw refuseCeremony()
  const way = (await listMissingWays(ceremony)).find(one => one.name === name)
  if (way) return way.begin(ceremony.user)
  throw new Problem(409, 'mail_sign_in_off', 'You cannot be mailed a code here.')
}

async function takeStep(
  secret: string,
  answers: Answers,
  client: Client,
  wanted: WantedSignIn,
): Promise<SignedIn> {
  await takeAttempt('signInAddress', client.address)
  const ceremony = await findCeremony(secret, toBeginner(client, wanted))
  if (!ceremony) {
    const signedIn = await continueByMail(secret, answers.code, client, wanted)
    if (!signedIn) throw refuseCeremony()
    return signedIn
  }
  const { user } = ceremony
  const ways = await listMissingWays(ceremony)
  const isAnswered = ways.some(({ field }) => answers[field])
  const giveBack = () => giveBackAttempt('signInAddress', client.address)
  if (!isAnswered) {
    await giveBack()
    throw makeUnanswered(ways)
  }
  const key = String(user.id)
  await takeAttempt('secondFactor', key).catch(async error => {
    await giveBack()
    throw error
  })
  const proof = await tryWays(ways, user, answers).catch(async error => {
    await giveBack()
    await giveBackAttempt('secondFactor', key)
    throw error
  })
  if (!proof) throw refuseAnswer(user)
  await giveBack()
  await forgetAttempts('secondFactor', key)
  await giveBackAttempt('secondFactorBegun', key)
  await proof.settle()
  const progress = {
    proofs: [...ceremony.proofs, proof.kept],
    ceremony: { ...ceremony, secret },
  }
  const signedIn = await concludeStep(user, progress, client, wanted)
  if (!signedIn) throw refuseCeremony()
  return signedIn
}

async function listMissingWays({ user, proofs }: Ceremony): Promise<Way[]> {
  const ways = await listOwnWays(user, proofs)
  const judgement = judgeProofs({ ways }, proofs, { purpose: 'sign_in' })
  const names = 'missing' in judgement ? judgement.missing : []
  return names.flatMap(name => ways.find(way => way.name === name) ?? [])
}

function makeUnanswered(ways: readonly Way[]): Problem {
  const path = ways[0]?.field ?? 'code'
  return invalidInput([{ path, message: `Enter the ${path}.` }])
}

function refuseCeremony(): Problem {
  const detail = { reason: 'ceremony_over' }
  void recordEvent({ action: 'sign_in', result: 'refused', actor: null, detail })
  return new Problem(401, 'invalid_session', 'This sign-in is over. Begin again.')
}

function refuseAnswer({ id, uid }: Ceremony['user']): Problem {
  const detail = { reason: 'second_factor' }
  const target = { id, uid }
  void recordEvent({ action: 'sign_in', result: 'refused', actor: null, target, detail })
  return new Problem(401, 'second_factor_wrong', 'This is not right. Try again.')
}
