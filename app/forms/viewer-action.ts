import { revalidatePath } from 'next/cache'
import type { Viewer } from '#lib/identity/viewer.ts'
import { askAgain } from '#lib/sign-in/prove-again.ts'
import { requirePageViewer } from '../page-session.ts'
import { readText, toFormState } from './form.ts'
import type { FormState, FormValues } from './form-state.ts'
import { runInAction } from './run-in-action.ts'
import { describeOtherViewer } from './same-viewer.ts'

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
 * request; a refusal becomes a form state that still holds `values`, which the user typed. A form from the page of
 * somebody else, who was signed in here before, does nothing.
 */
export function makeViewerAction({ route, revalidate, toState = toFormState }: Options) {
  return async <T>(
    form: FormData,
    values: FormValues,
    act: (viewer: Viewer) => Promise<T>,
  ): Promise<T | FormState> => {
    let asking: Viewer | null = null
    try {
      return await runInAction(route, async request => {
        const { viewer } = await requirePageViewer(revalidate)
        asking = viewer
        if (readText(form, 'viewer') !== String(viewer.id)) {
          const alert = describeOtherViewer(viewer.uid)
          // Without JavaScript the answer is the page of the present viewer, which must not show what the other typed.
          return { values: request.has('next-action') ? values : {}, errors: {}, alert }
        }
        try {
          return await act(viewer)
        } finally {
          // After a refusal too: its cause may be that the page is out of date.
          revalidatePath(revalidate, 'layout')
        }
      })
    } catch (error) {
      return addQuestion(toState(error, values), asking)
    }
  }
}

/** Says what a form that needs a proof asks the viewer. */
async function addQuestion(state: FormState, viewer: Viewer | null): Promise<FormState> {
  return state.stepUp && viewer ? { ...state, question: await askAgain(viewer) } : state
}
