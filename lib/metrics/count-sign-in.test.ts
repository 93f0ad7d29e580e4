import { expect, it } from 'vitest'
import { Problem } from '#lib/http/problem.ts'
import type { ProblemCode } from '#lib/http/problem-codes.ts'
import type { SIGN_IN_RESULTS } from './catalogue.ts'
import { runCountedSignIn } from './count-sign-in.ts'
import { readTally } from './tally.ts'

const count = () => structuredClone(readTally().latchkey_sign_ins_total ?? {})

it.each<[ProblemCode, (typeof SIGN_IN_RESULTS)[number] | null]>([
  ['invalid_credentials', 'refused'],
  ['second_factor_required', null],
  ['second_factor_wrong', 'refused'],
  ['invalid_session', 'refused'],
  ['limited', 'limited'],
  ['hash_queue_full', 'busy'],
  ['internal_error', 'failed'],
])('a step that ends with %s counts as %s', async (code, result) => {
  const before = count()
  const step = runCountedSignIn(() => Promise.reject(new Problem(400, code, '')))
  await expect(step).rejects.toMatchObject({ code })
  const expected = result ? { ...before, [result]: [(before[result]?.[0] ?? 0) + 1] } : before
  expect(count()).toEqual(expected)
})

it('a session counts as ok', async () => {
  expect(await runCountedSignIn(async () => 'session')).toBe('session')
  expect(count().ok).toEqual([1])
})
