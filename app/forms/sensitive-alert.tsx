import { FormAlert } from './form-alert.tsx'
import type { FormState } from './form-state.ts'
import { StepUp } from './step-up.tsx'

/** The refusal of a form as a whole, or the question for the password before what is sensitive. */
export function SensitiveAlert(state: FormState) {
  return state.stepUp ? <StepUp errors={state.errors} /> : <FormAlert {...state} />
}
