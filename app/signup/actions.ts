'use server'
import { redirect } from 'next/navigation'
import { parseInput } from '#lib/http/body.ts'
import { readClient } from '#lib/http/client-address.ts'
import { startSession } from '#lib/sign-in/start-session.ts'
import { NewUser } from '#lib/users/schema.ts'
import { createUser } from '#lib/users/store.ts'
import { refusal, textOf } from '../form.ts'
import type { FormState } from '../form-state.ts'
import { inAction } from '../in-action.ts'
import { safeNext } from '../login/safe-next.ts'
import { keepSession, pageSession } from '../session.ts'

/** Creates an account for whoever fills the form, signs them in and leads on. Never gives the password back. */
export async function sendSignup(_before: FormState, form: FormData): Promise<FormState> {
  const values = {
    uid: textOf(form, 'uid').trim(),
    name: textOf(form, 'name'),
    email: textOf(form, 'email').trim(),
    dob: textOf(form, 'dob'),
  }
  try {
    await inAction('/signup', async request => {
      const input = parseInput(NewUser, { ...values, password: textOf(form, 'password') })
      const client = readClient(request)
      // For oneself only: that an administrator is signed in here opens nothing.
      const user = await createUser(null, input, client.address)
      const { viewer: before } = await pageSession()
      const replaces = before?.sessionId ?? null
      const session = await startSession(user, client, { kind: 'cookie', replaces })
      if (session) await keepSession(user, session)
    })
  } catch (error) {
    return refusal(error, values)
  }
  redirect(safeNext(textOf(form, 'next')))
}
