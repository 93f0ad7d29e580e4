import type { Subject } from '#lib/origins/doctor/call.ts'
import { BROWSERS } from '#lib/origins/doctor/cookie.ts'
import { diagnose } from '#lib/origins/doctor/doctor.ts'
import { completeQuestion, Question } from '#lib/origins/doctor/question.ts'
import { findModeRefusal } from '#lib/origins/require-mode.ts'
import type { SignInQuestion } from './question.ts'

/** What a page has of a sign-in: the cookie, tokens that are bound to a key, or nothing. */
export type Kept = { browser: (typeof BROWSERS)[number]; kept: 'cookie' | 'tokens' | null }

/** Says for each browser what the page gets for a code: the cookie where the browser keeps it, else tokens. */
export function listKept({ origin, server }: SignInQuestion, subject: Subject): Kept[] {
  const { policy } = subject
  const ask = (differs: object) =>
    diagnose(
      completeQuestion(
        Question.parse({
          origin,
          server,
          method: 'POST',
          'content-type': 'application/json',
          ...differs,
        }),
        policy,
      ),
      subject,
    )
  const byCookie = ask({ credentials: 'include' })
  const byTokens = ask({ credentials: 'omit', headers: 'DPoP' })
  const mayCookie = byCookie.readable && !findModeRefusal(policy, origin, 'cookie')
  const mayTokens = byTokens.readable && !findModeRefusal(policy, origin, 'bearer')
  return BROWSERS.map(browser => {
    if (mayCookie && byCookie.cookie[browser]) return { browser, kept: 'cookie' }
    return { browser, kept: mayTokens ? 'tokens' : null }
  })
}
