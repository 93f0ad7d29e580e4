import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { Viewer } from '#lib/identity/viewer.ts'
import { inAction } from '../in-action.ts'
import { pageSession } from '../session.ts'

/** Lets the viewer of the users' pages act; the store judges whether they may. */
export async function asViewer<T>(act: (viewer: Viewer) => Promise<T>): Promise<T> {
  return inAction('/users', async () => {
    const { viewer } = await pageSession()
    if (!viewer) redirect('/login?next=/users')
    try {
      return await act(viewer)
    } finally {
      // Even what was refused may have been refused because the page is out of date.
      revalidatePath('/users')
    }
  })
}
