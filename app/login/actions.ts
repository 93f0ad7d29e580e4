'use server'
import { redirect } from 'next/navigation'
import { readClient } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import { refusal, textOf } from '../form.ts'
import type { FormState } from '../form-state.ts'
import { inAction } from '../in-action.ts'
import { keepSession, pageSession } from '../session.ts'
import { safeNext } from './safe-next.ts'

/** Signs in by uid and password and leads on; comes back with what was wrong. */
export async function sendLogin(_before: FormState, form: FormData): Promise<FormState> {
  const uid = textOf(form, 'uid').trim()
  const password = textOf(form, 'password')
  const errors = {
    ...(!uid && { uid: 'Enter your user ID.' }),
    ...(!password && { password: 'Enter your password.' }),
  }
  if (!uid || !password) return { values: { uid }, errors }
  try {
    await inAction('/login', async request => {
      const { viewer: before } = await pageSession()
      const wanted = { kind: 'cookie', replaces: before?.sessionId ?? null } as const
      const { user, session } = await signIn({ uid, password }, readClient(request), wanted)
      await keepSession(user, session)
    })
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_credentials') {
      const password = 'User ID and password do not match. Check both and try again.'
      return { values: { uid }, errors: { password } }
    }
    return refusal(error, { uid })
  }
  redirect(safeNext(textOf(form, 'next')))
}
