'use server'
import { readClient } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { goOn } from '../forms/go-on.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { findPageSession, setSessionCookie } from '../page-session.ts'
import { toSafeNext } from './safe-next.ts'

/** Signs in by user ID and password and goes on to `next`. */
export async function sendLogin(_before: FormState, form: FormData): Promise<FormState> {
  const uid = readText(form, 'uid').trim()
  const password = readText(form, 'password')
  const errors = {
    ...(!uid && { uid: 'Enter your user ID.' }),
    ...(!password && { password: 'Enter your password.' }),
  }
  if (!uid || !password) return { values: { uid }, errors }
  try {
    await runInAction('/login', async request => {
      const { viewer: before } = await findPageSession()
      const wanted = { kind: 'cookie', replaces: before?.sessionId ?? null } as const
      const { user, session } = await signIn({ uid, password }, readClient(request), wanted)
      await setSessionCookie(user, session)
    })
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_credentials') {
      const password = 'User ID and password do not match. Check both and try again.'
      return { values: { uid }, errors: { password } }
    }
    return toFormState(error, { uid })
  }
  return goOn(toSafeNext(readText(form, 'next')))
}
