import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { Viewer } from '#lib/identity/viewer.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { findPageSession } from '../page-session.ts'

/** Lets the viewer of the users' pages act; the store judges whether they may. */
export async function runAsViewer<T>(act: (viewer: Viewer) => Promise<T>): Promise<T> {
  return runInAction('/users', async () => {
    const { viewer } = await findPageSession()
    if (!viewer) redirect('/login?next=/users')
    try {
      return await act(viewer)
    } finally {
      // Even what was refused may have been refused because the page is out of date.
      revalidatePath('/users')
    }
  })
}
