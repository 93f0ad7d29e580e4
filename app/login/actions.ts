'use server'
import { parseInput } from '#lib/http/body.ts'
import { readClient } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { beginSignInByMail } from '#lib/sign-in/begin-by-mail.ts'
import { askInsteadBy } from '#lib/sign-in/continue-sign-in.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import { MailWish } from '#lib/sign-in/sign-in-json.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { goOn } from '../forms/go-on.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { setSessionCookie } from '../page-session.ts'
import { keepCeremony, readCeremony } from './ceremony-jar.ts'
import { findWanted } from './find-wanted.ts'
import { toSafeNext } from './safe-next.ts'
import { isSecondStep, takeSecondStep, toSecondStepState } from './second-step.ts'

/**
 * Signs in by user ID and password, or by the code of a mail, and by a second factor where one is needed, and goes on to
 * `next`.
 */
export async function sendLogin(before: FormState, form: FormData): Promise<FormState> {
  if (isSecondStep(form)) return sendSecondStep(before, form)
  const uid = readText(form, 'uid').trim()
  if (readText(form, 'by') === 'mail') return askForCode(uid, toSafeNext(readText(form, 'next')))
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

/** Has a code mailed, and asks for it. */
async function askForCode(uid: string, next: string): Promise<FormState> {
  const values = { uid }
  if (!uid) return { values, errors: { uid: 'Enter your user ID or e-mail address.' } }
  try {
    return await runInAction('/login', async request => {
      const { identifier } = parseInput(MailWish, { identifier: uid })
      const client = readClient(request)
      const { authSession, question } = await beginSignInByMail(
        identifier,
        client,
        await findWanted(),
        next,
      )
      await keepCeremony(authSession)
      return { values, errors: {}, question }
    })
  } catch (error) {
    return toFormState(error, values)
  }
}

async function sendSecondStep(before: FormState, form: FormData): Promise<FormState> {
  try {
    if (readText(form, 'by') === 'mail') return await askForCodeInstead(before)
    await runInAction('/login', async request => {
      const { user, session } = await takeSecondStep(form, readClient(request), await findWanted())
      await setSessionCookie(user, session)
    })
  } catch (error) {
    return toSecondStepState(error, before)
  }
  return goOn(toSafeNext(readText(form, 'next')))
}

async function askForCodeInstead({ values }: FormState): Promise<FormState> {
  return runInAction('/login', async request => {
    const ceremony = await readCeremony()
    const client = readClient(request)
    const question = await askInsteadBy('mail-code', ceremony, client, await findWanted())
    return { values, errors: {}, question }
  })
}
