import { buttonLook } from '../components/button-look.ts'
import { hasSameValues } from './clash.ts'
import type { FormState, FormValues } from './form-state.ts'
import { SubmitButton } from './submit-button.tsx'

type VersionProps = { state: FormState; etag: string; was: FormValues }

/** Hidden fields that say which version a form shows, so that `saveEdit` notices an edit conflict. */
export function VersionFields({ state: { values }, etag, was }: VersionProps) {
  return (
    <>
      <input type="hidden" name="etag" value={values.etag ?? etag} />
      <input type="hidden" name="was" value={values.was ?? JSON.stringify(was)} />
    </>
  )
}

/** The button that saves, and after an edit conflict another one that switches between the two versions. */
export function SaveButtons({ state, children }: { state: FormState; children: string }) {
  const { clash, values } = state
  if (!clash) return <SubmitButton>{children}</SubmitButton>
  const showsTheirs = hasSameValues(clash.theirs, values)
  return (
    <>
      <SubmitButton>{showsTheirs ? children : 'Save mine anyway'}</SubmitButton>
      {!hasSameValues(clash.yours, clash.theirs) && (
        <>
          <input type="hidden" name="yours" value={JSON.stringify(clash.yours)} />
          <button
            type="submit"
            name="take"
            value={showsTheirs ? 'yours' : 'theirs'}
            className={buttonLook.plain}
          >
            {showsTheirs ? 'Put mine back' : 'Load their version'}
          </button>
        </>
      )}
    </>
  )
}
