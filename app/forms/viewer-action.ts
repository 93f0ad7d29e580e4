import { revalidatePath } from 'next/cache'
import type { Viewer } from '#lib/identity/viewer.ts'
import { requirePageViewer } from '../page-session.ts'
import { toFormState } from './form.ts'
import type { FormState, FormValues } from './form-state.ts'
import { runInAction } from './run-in-action.ts'

type Options = {
  /** The pattern of the page's address, for the log. */
  route: string
  /** The page that is rendered again afterwards, with those below it; also where the login leads back to. */
  revalidate: string
  /** Turns an error into what the form shows. */
  toState?: typeof toFormState
}

/**
 * Makes the function by which the forms of a page act for the signed-in user. It runs `act` in the course of the
 * request; a refusal becomes a form state that still holds `values`, which the user typed.
 */
export function makeViewerAction({ route, revalidate, toState = toFormState }: Options) {
  return async <T>(
    values: FormValues,
    act: (viewer: Viewer) => Promise<T>,
  ): Promise<T | FormState> => {
    try {
      return await runInAction(route, async () => {
        const { viewer } = await requirePageViewer(revalidate)
        try {
          return await act(viewer)
        } finally {
          // After a refusal too: its cause may be that the page is out of date.
          revalidatePath(revalidate, 'layout')
        }
      })
    } catch (error) {
      return toState(error, values)
    }
  }
}
