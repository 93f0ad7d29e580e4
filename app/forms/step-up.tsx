'use client'
import { useEffect, useRef } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { PasswordField } from '../components/password-field.tsx'
import type { FormState } from './form-state.ts'
import { SubmitButton } from './submit-button.tsx'

/**
 * Asks for the password before what the form around it is to do: the form is sent once more with it, and as it
 * was filled in. Without JavaScript the dialog stands in the page.
 */
export function StepUp({ errors }: Pick<FormState, 'errors'>) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Each answer of the server brings other `errors`, and so asks again where somebody had said no.
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
      // The button that asked was out of use when the dialog opened, so the browser has no way back to it.
      onClose={({ currentTarget }) => findSubmitButton(currentTarget.closest('form'))?.focus()}
      className="m-auto w-full max-w-[min(24rem,calc(100%-2rem))] space-y-4 rounded-md border border-line bg-raised p-6 text-ink backdrop:bg-scrim motion-safe:open:animate-arrive [&:modal]:shadow-lg [&:not(:modal)]:static [&:not(:modal)]:mx-0"
    >
      <div>
        <h2 id="step-up-title" className="font-semibold text-xl">
          Enter your password once more
        </h2>
        <p className="mt-1 text-quiet">
          It was asked for more than ten minutes ago. What you filled in is kept.
        </p>
      </div>
      <PasswordField
        name="proof"
        label="Your password"
        autoComplete="current-password"
        error={errors.proof}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Go on</SubmitButton>
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

/** What sends the form itself, not the dialog in it. */
function findSubmitButton(form: HTMLFormElement | null): HTMLElement | undefined {
  const all = form?.querySelectorAll<HTMLElement>('[type=submit]')
  return [...(all ?? [])].find(button => !button.closest('dialog[aria-labelledby=step-up-title]'))
}
