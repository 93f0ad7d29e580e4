import type { Viewer } from '#lib/identity/viewer.ts'
import { consultSignIn } from '#lib/oauth/doctor/consult-sign-in.ts'
import { SignInQuestion, splitAddress } from '#lib/oauth/doctor/question.ts'
import { Diagnosed } from './diagnosed.tsx'
import { readFixes } from './fixes.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SignInSummary } from './sign-in-summary.tsx'

/** Asks about `signIn()` on a page, and answers. */
export async function SignInDoctor({
  viewer,
  asked,
}: {
  viewer: Viewer
  asked: Record<string, string>
}) {
  const { data, error } = SignInQuestion.safeParse(asked)
  const diagnosis = data && 'origin' in asked ? await consultSignIn(viewer, data) : null
  const { origin, path } = splitAddress(data ?? { origin: '', path: '', server: '' })
  const isMissing = diagnosis?.steps.some(({ id, ok }) => id === 'redirect' && !ok) ?? false
  return (
    <>
      <SignInForm asked={asked} />
      <Diagnosed
        error={error}
        steps={diagnosis?.steps}
        fixes={await readFixes(origin, isMissing ? origin + path : null)}
      >
        {diagnosis && <SignInSummary diagnosis={diagnosis} />}
      </Diagnosed>
    </>
  )
}
