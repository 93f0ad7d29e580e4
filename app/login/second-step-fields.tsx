'use client'
import type { Question } from '#lib/proofs/way.ts'
import { AnswerField } from '../forms/answer-field.tsx'
import type { FormState } from '../forms/form-state.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { buildLoginHref } from './login-href.ts'

type Props = Pick<FormState, 'errors'> & { question: Question; next: string }

/** What is asked of somebody whose first proof was right. */
export function SecondStepFields({ errors, question, next }: Props) {
  return (
    <>
      <input type="hidden" name="step" value="second" />
      <AnswerField question={question} error={errors[question.field]} />
      <SubmitButton className="w-full">Continue</SubmitButton>
      {question.others?.includes('mail-code') && (
        <SubmitButton look="plain" className="w-full" name="by" value="mail">
          Mail me a code instead
        </SubmitButton>
      )}
      <p>
        <a href={buildLoginHref(next)} className="text-link">
          Sign in as somebody else
        </a>
      </p>
    </>
  )
}
