'use server'
import { readClient } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import { readText } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { goOn } from '../forms/go-on.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { findPageSession, setSessionCookie } from '../page-session.ts'
import { toSafeNext } from './safe-next.ts'
import { isSecondStep, takeSecondStep, toSecondStepState } from './second-step.ts'

/** Signs in by user ID and password, and by a second factor where one is needed, and goes on to `next`. */
export async function sendLogin(before: FormState, form: FormData): Promise<FormState> {
  if (isSecondStep(form)) return sendSecondStep(before, form)
  const uid = readText(form, 'uid').trim()
  const password = readText(form, 'password')
  const errors = {
    ...(!uid && { uid: 'Enter your user ID.' }),
    ...(!password && { password: 'Enter your password.' }),
  }
  if (!uid || !password) return { values: { uid }, errors }
  try {
    await runInAction('/login', async request => {
      const { user, session } = await signIn(
        { uid, password },
        readClient(request),
        await findWanted(),
      )
      await setSessionCookie(user, session)
    })
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_credentials') {
      const password = 'User ID and password do not match. Check both and try again.'
      return { values: { uid }, errors: { password } }
    }
    return toSecondStepState(error, { values: { uid }, errors: {} })
  }
  return goOn(toSafeNext(readText(form, 'next')))
}

async function sendSecondStep(before: FormState, form: FormData): Promise<FormState> {
  try {
    await runInAction('/login', async request => {
      const { user, session } = await takeSecondStep(form, readClient(request), await findWanted())
      await setSessionCookie(user, session)
    })
  } catch (error) {
    return toSecondStepState(error, before)
  }
  return goOn(toSafeNext(readText(form, 'next')))
}

async function findWanted() {
  const { viewer } = await findPageSession()
  return { kind: 'cookie', onPage: true, replaces: viewer?.sessionId ?? null } as const
}
