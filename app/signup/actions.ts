'use server'
import { env } from '#lib/env/env.ts'
import { parseInput } from '#lib/http/body.ts'
import { readClient } from '#lib/http/client-address.ts'
import { startSession } from '#lib/sign-in/start-session.ts'
import { NewUser } from '#lib/users/schema.ts'
import { askForAccount } from '#lib/users/sign-up/ask-account.ts'
import { createUser } from '#lib/users/store.ts'
import { readText, readUserFields, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { goOn } from '../forms/go-on.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { toSafeNext } from '../login/safe-next.ts'
import { findPageSession, setSessionCookie } from '../page-session.ts'

/**
 * Creates an account for the visitor, signs them in and goes on to `next`; or mails what opens it. Never gives the
 * password back.
 */
export async function sendSignup(_before: FormState, form: FormData): Promise<FormState> {
  const values = readUserFields(form)
  try {
    await runInAction('/signup', async request => {
      const input = parseInput(NewUser, { ...values, password: readText(form, 'password') })
      const client = readClient(request)
      if (env().signupVerify) {
        await askForAccount(null, input, client.address)
        return
      }
      // As a visitor, even if an administrator is signed in here: sign-up gives no rights.
      const user = await createUser(null, input, client.address)
      const { viewer: before } = await findPageSession()
      const replaces = before?.sessionId ?? null
      const session = await startSession(user, client, { kind: 'cookie', replaces })
      if (session) await setSessionCookie(user, session)
    })
  } catch (error) {
    return toFormState(error, values)
  }
  if (env().signupVerify)
    return { values, errors: {}, done: `A mail to ${values.email} is on its way.` }
  return goOn(toSafeNext(readText(form, 'next')))
}
