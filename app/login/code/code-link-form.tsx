'use client'
import { useState } from 'react'
import { buttonLook } from '../../components/button-look.ts'
import { FormAlert } from '../../forms/form-alert.tsx'
import { FormDone } from '../../forms/form-done.tsx'
import { initialFormState } from '../../forms/form-state.ts'
import { SubmitButton } from '../../forms/submit-button.tsx'
import { useErrorFocus } from '../../forms/use-error-focus.ts'
import { useSafeAction } from '../../forms/use-form-action.ts'
import { useLinkToken } from '../../forms/use-link-token.ts'
import { SecondStepFields } from '../second-step-fields.tsx'
import { tellWaitingWindow } from '../waiting-window.ts'
import { type CodeLinkState, sendCodeLink } from './actions.ts'
import { readCodeLink } from './code-link.ts'

/**
 * The page behind the link of a mail with a code. The browser that asked for it goes on by a button; any other shows the
 * code, to be typed where it was asked for.
 */
export function CodeLinkForm() {
  const [isTaken, setTaken] = useState(false)
  const finish = async ({ goTo }: CodeLinkState) => {
    if (!goTo) return
    if (await tellWaitingWindow()) setTaken(true)
    else location.assign(goTo)
  }
  const [state, send] = useSafeAction<CodeLinkState>(
    sendCodeLink,
    initialFormState,
    toFailed,
    finish,
  )
  const form = useErrorFocus(state)
  const token = useLinkToken(send)
  const { values, errors, question, link, goTo } = state
  if (goTo) return <SignedIn isTaken={isTaken} next={goTo} />
  if (token === null)
    return (
      <noscript>
        <TypeIt />
      </noscript>
    )
  const code = readCodeLink(token)?.code
  if (!code) return <TypeIt />
  if (link === 'over') return <Over />
  if (link === 'elsewhere') return <Elsewhere code={code} />
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={values.next ?? ''} />
      {question ? (
        <SecondStepFields errors={errors} question={question} next={values.next ?? ''} />
      ) : (
        link === 'here' && (
          <>
            <input type="hidden" name="token" value={token} />
            <input type="hidden" name="code" value={code} />
            <p className="wrap-anywhere">
              This signs you in as <span className="font-mono">{values.uid}</span>.
            </p>
            <SubmitButton className="w-full">Go on signing in</SubmitButton>
          </>
        )
      )}
    </form>
  )
}

function TypeIt() {
  return <p>Type the code of the mail where you asked for it.</p>
}

function Elsewhere({ code }: { code: string }) {
  return (
    <>
      <p>This browser has not asked for it. Type it where you asked for it:</p>
      <p className="my-4 rounded-md bg-sunken px-4 py-3 text-center font-mono font-semibold text-code tracking-widest">
        {code}
      </p>
      <p className="text-quiet">
        Give it to nobody, whoever asks for it. If you did not ask for it, close this page: without
        the code nobody gets in.
      </p>
    </>
  )
}

function Over() {
  return (
    <>
      <FormAlert alert="This code has been used, or is too old." />
      <a href="/login" className={`${buttonLook.primary} mt-6 w-full`}>
        Go to sign-in
      </a>
    </>
  )
}

/** `isTaken` says that the window which asked goes on. */
function SignedIn({ isTaken, next }: { isTaken: boolean; next: string }) {
  return (
    <>
      <FormDone done="You are signed in." />
      {isTaken && (
        <p className="mt-2 text-quiet">
          Go back to the window where you asked for the code. You can close this one, or{' '}
          <a href={next} className="text-link">
            go on here
          </a>
          .
        </p>
      )}
    </>
  )
}

function toFailed(before: CodeLinkState, alert: string): CodeLinkState {
  const { values, question, link } = before
  return { values, errors: {}, alert, ...(question && { question }), ...(link && { link }) }
}
