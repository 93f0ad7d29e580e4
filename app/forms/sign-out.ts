'use server'
import { redirect } from 'next/navigation'
import { endOwnSession } from '#lib/sessions/end-sessions.ts'
import { dropSessionCookie, findPageSession } from '../page-session.ts'
import { runInAction } from './run-in-action.ts'

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  await runInAction('/sign-out', async () => {
    const { viewer } = await findPageSession()
    if (viewer) await endOwnSession(viewer)
    await dropSessionCookie()
  })
  redirect('/login')
}
