'use client'
import type { Question } from '#lib/proofs/way.ts'
import { AnswerField } from '../forms/answer-field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { UsernameHint } from '../forms/username-hint.tsx'
import { sendProof } from './actions.ts'

type Props = {
  uid: string
  /** Where to go afterwards; the action checks it again. */
  next: string
  question: Question
  /** Whether the viewer can be mailed a code instead. */
  canMailCode: boolean
}

/** Asks for the best proof that the viewer can give, or for the code of a mail. */
export function StepUpForm({ uid, next, question: best, canMailCode }: Props) {
  const [state, send] = useFormAction(sendProof)
  const form = useErrorFocus(state)
  const question = state.question ?? best
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={next} />
      <UsernameHint uid={uid} />
      <AnswerField question={question} error={state.errors[question.field]} />
      <SubmitButton className="w-full">Continue</SubmitButton>
      {canMailCode && (
        <SubmitButton look="plain" className="w-full" name="by" value="mail">
          {state.question ? 'Mail me another code' : 'Mail me a code instead'}
        </SubmitButton>
      )}
    </form>
  )
}
