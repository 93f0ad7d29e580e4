'use client'
import type { Question } from '#lib/proofs/way.ts'
import { AnswerField } from '../forms/answer-field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { UsernameHint } from '../forms/username-hint.tsx'
import { sendProof } from './actions.ts'

type Props = { uid: string; next: string; question: Question }

/** `next` is where to go afterwards; the action checks it again. */
export function StepUpForm({ uid, next, question }: Props) {
  const [state, send] = useFormAction(sendProof)
  const form = useErrorFocus(state)
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={next} />
      <UsernameHint uid={uid} />
      <AnswerField question={question} error={state.errors[question.field]} />
      <SubmitButton className="w-full">Continue</SubmitButton>
    </form>
  )
}
