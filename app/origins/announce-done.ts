import type { FormState } from '../forms/form-state.ts'

type Act = (before: FormState, form: FormData) => Promise<FormState>

/**
 * Does what `act` does, and says what was done. No effect of the form could say it: the list that comes with the answer,
 * or with one before it, may take the form away.
 */
export function announceDone(act: Act, say: (words: string) => void): Act {
  return async (before, form) => {
    const state = await act(before, form)
    if (state.done) say(state.done)
    return state
  }
}
