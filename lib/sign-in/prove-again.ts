import { recordEvent } from '#lib/audit/record-event.ts'
import { sortBestFirst } from '#lib/ceremony/policy.ts'
import { tryWays } from '#lib/ceremony/proofs.ts'
import { db } from '#lib/db/db.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { forgetAttempts, giveBackAttempt, takeAttempt } from '#lib/limits/rate-limit.ts'
import { buildProofColumns, readProofTimes } from '#lib/proofs/proof-times.ts'
import { ANSWER_FIELDS, type Answers, type Question, type Way } from '#lib/proofs/way.ts'
import { listWays } from '#lib/ways/registry.ts'

/** How often a signed-in user may be wrong in a field, and what they are told then. */
const REFUSALS = {
  password: {
    limit: 'passwordChange',
    code: 'current_password_wrong',
    message: 'This is not your current password.',
  },
  code: {
    limit: 'secondFactor',
    code: 'second_factor_wrong',
    message: 'This code is wrong. Try again.',
  },
} as const

/**
 * Proves that the viewer is at the keyboard, by any way that they have, before something that nobody else may do at an
 * unlocked screen (ASVS v5.0.0-7.5.1). One factor is enough. Guesses are limited.
 * @param path the field that a refusal names, where it is not that of the answer.
 * @returns the viewer with the fresh proof.
 * @throws Problem 400 without an answer, 403 `current_password_wrong` or `second_factor_wrong`, 429 `limited`, 503
 *   `hash_queue_full`.
 */
export async function proveAgain(viewer: Viewer, answers: Answers, path?: string): Promise<Viewer> {
  const field = ANSWER_FIELDS.find(name => answers[name])
  if (!field) {
    throw invalidInput([{ path: path ?? 'password', message: 'Enter your current password.' }])
  }
  const { limit, code, message } = REFUSALS[field]
  const key = String(viewer.id)
  await takeAttempt(limit, key)
  const answer = { [field]: answers[field] }
  const proof = await tryWays(listWays(), viewer, answer).catch(async error => {
    await giveBackAttempt(limit, key)
    throw error
  })
  if (!proof) {
    await recordEvent({ action: 'step_up', result: 'refused', actor: viewer })
    throw new Problem(403, code, message, { errors: [{ path: path ?? field, message }] })
  }
  await forgetAttempts(limit, key)
  const provenAt = proof.kept.at
  const shown = buildProofColumns([proof.kept], readProofTimes(viewer))
  await db().session.updateMany({
    where: { id: viewer.sessionId },
    data: { provenAt, amr: shown.amr, proofs: shown.proofs },
  })
  await recordEvent({ action: 'step_up', result: 'ok', actor: viewer })
  return { ...viewer, provenAt, proofs: shown.proofs }
}

/** What the viewer is asked to prove again who they are: by the best way that they have. */
export async function askAgain(viewer: Viewer): Promise<Question> {
  const way = await findBestWay(viewer)
  if (!way) throw new Error(`${viewer.id} has no way to prove who they are.`)
  return way.begin(viewer)
}

/**
 * Asks the viewer by another of their ways than the best one.
 * @param name the way, such as `mail-code`.
 * @throws Problem 409 `mail_sign_in_off` where they do not have it, 429 `limited`.
 */
export async function askAgainBy(viewer: Viewer, name: 'mail-code'): Promise<Question> {
  const way = listWays().find(one => one.name === name)
  if (way && (await way.isSetUp(viewer))) return way.begin(viewer)
  throw new Problem(409, 'mail_sign_in_off', 'You cannot be mailed a code here.')
}

async function findBestWay(viewer: Viewer): Promise<Way | undefined> {
  for (const way of sortBestFirst(listWays())) if (await way.isSetUp(viewer)) return way
  return undefined
}
