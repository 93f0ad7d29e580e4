'use server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { revokeSession } from '#lib/auth/session.ts'
import { refuseForeignForm } from './form.ts'
import { dropToken, pageSession } from './session.ts'

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  refuseForeignForm(await headers())
  const { viewer } = await pageSession()
  if (viewer) await revokeSession(viewer.sessionId)
  await dropToken()
  redirect('/login')
}
