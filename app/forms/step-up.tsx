'use client'
import { useEffect, useRef } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { AnswerField } from './answer-field.tsx'
import type { FormState } from './form-state.ts'
import { describeStepUp } from './step-up-words.ts'
import { SubmitButton } from './submit-button.tsx'

type Props = Pick<FormState, 'errors' | 'question'>

const PASSWORD = {
  field: 'password',
  label: 'Your password',
  autoComplete: 'current-password',
} as const

/**
 * Asks for the password, or for what `question` says, before the form around it may act. The form is then sent again,
 * as it was filled in, with the answer. Without JavaScript the dialog is part of the page.
 */
export function StepUp({ errors, question = PASSWORD }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { title, since } = describeStepUp(question)
  // Every answer of the server brings a new `errors` object, so the dialog opens again after it was cancelled.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (!dialog.current || dialog.current.matches(':modal')) return
    dialog.current.open = false
    dialog.current.showModal()
  }, [errors])
  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby="step-up-title"
      // The button was disabled when the dialog opened, so the browser does not return the focus to it.
      onClose={({ currentTarget }) => findSubmitButton(currentTarget.closest('form'))?.focus()}
      className="m-auto w-full max-w-[min(24rem,calc(100%-2rem))] space-y-4 rounded-md border border-line bg-raised p-6 text-ink backdrop:bg-scrim motion-safe:open:animate-arrive [&:modal]:shadow-lg [&:not(:modal)]:static [&:not(:modal)]:mx-0"
    >
      <div>
        <h2 id="step-up-title" className="font-semibold text-xl">
          {title}
        </h2>
        <p className="mt-1 text-quiet">{`${since}. The form stays as you filled it in.`}</p>
      </div>
      <input type="hidden" name="proofField" value={question.field} />
      <AnswerField name="proof" question={question} error={errors.proof} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Continue</SubmitButton>
        <button
          type="button"
          onClick={() => dialog.current?.close()}
          className={`${buttonLook.plain} needs-script`}
        >
          Cancel
        </button>
      </div>
    </dialog>
  )
}

/** The button of the form itself, not the one in this dialog. */
function findSubmitButton(form: HTMLFormElement | null): HTMLElement | undefined {
  const all = form?.querySelectorAll<HTMLElement>('[type=submit]')
  return [...(all ?? [])].find(button => !button.closest('dialog[aria-labelledby=step-up-title]'))
}
