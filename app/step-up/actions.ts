'use server'
import { redirect } from 'next/navigation'
import { provePassword } from '#lib/sign-in/own-password.ts'
import { refusal, textOf } from '../form.ts'
import type { FormState } from '../form-state.ts'
import { inAction } from '../in-action.ts'
import { safeNext } from '../login/safe-next.ts'
import { pageSession } from '../session.ts'

/** Proves the viewer's password and leads on. */
export async function sendProof(_before: FormState, form: FormData): Promise<FormState> {
  const next = safeNext(textOf(form, 'next'))
  try {
    await inAction('/step-up', async () => {
      const { viewer } = await pageSession()
      if (!viewer) redirect(`/login?next=${encodeURIComponent(next)}`)
      await provePassword(viewer, textOf(form, 'password'), 'password')
    })
  } catch (error) {
    return refusal(error, {})
  }
  redirect(next)
}
