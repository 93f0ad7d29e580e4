import type { FormState } from '../forms/form-state.ts'

type Act = (before: FormState, form: FormData) => Promise<FormState>

/**
 * Wraps `act` so that it announces what was done. The form itself cannot do this in an effect: the new list, which comes
 * with the answer or even before it, may remove the form.
 */
export function announceDone(act: Act, announce: (words: string) => void): Act {
  return async (before, form) => {
    const state = await act(before, form)
    if (state.done) announce(state.done)
    return state
  }
}
