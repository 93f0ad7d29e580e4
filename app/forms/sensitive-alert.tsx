import { FormAlert } from './form-alert.tsx'
import type { FormState } from './form-state.ts'
import { StepUp } from './step-up.tsx'

/** Why a form was refused as a whole, or the dialog that asks for the password before a sensitive action. */
export function SensitiveAlert(state: FormState) {
  return state.stepUp ? <StepUp {...state} /> : <FormAlert {...state} />
}
