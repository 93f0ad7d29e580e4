'use server'
import { redirect } from 'next/navigation'
import { endOwnSession } from '#lib/sessions/end-sessions.ts'
import { inAction } from './in-action.ts'
import { dropToken, pageSession } from './session.ts'

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  await inAction('/sign-out', async () => {
    const { viewer } = await pageSession()
    if (viewer) await endOwnSession(viewer)
    await dropToken()
  })
  redirect('/login')
}
