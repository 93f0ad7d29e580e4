'use client'
import { FormAlert } from '../forms/form-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { sendAnswer } from './actions.ts'

/** Both answers weigh the same. */
export function ConsentForm({ next }: { next: string }) {
  const [state, send] = useFormAction(sendAnswer)
  return (
    <form action={send} className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={next} />
      <div className="grid grid-cols-2 gap-3">
        <SubmitButton look="plain" name="answer" value="refused">
          Cancel
        </SubmitButton>
        <SubmitButton look="plain" name="answer" value="allowed">
          Allow
        </SubmitButton>
      </div>
    </form>
  )
}
