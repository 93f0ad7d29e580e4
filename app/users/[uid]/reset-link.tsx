'use client'
import { useEffect, useRef, useState } from 'react'
import { buttonLook } from '../../components/button-look.ts'
import { copyText } from '../../components/copy-text.ts'
import { formatExactDate } from '../../components/format-date.ts'
import { SensitiveAlert } from '../../forms/sensitive-alert.tsx'
import { SubmitButton } from '../../forms/submit-button.tsx'
import { useFormAction } from '../../forms/use-form-action.ts'
import { makeResetLink } from './actions.ts'

/** Creates the link with which the user chooses a new password, and shows it once. */
export function ResetLink({ id, uid }: { id: number; uid: string }) {
  const [state, send] = useFormAction(makeResetLink)
  const { url, expiresAt } = state.values
  return (
    <form action={send} className="space-y-3">
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={id} />
      {url && expiresAt && <Link key={url} uid={uid} url={url} expiresAt={expiresAt} />}
      <SubmitButton look="plain">
        {url ? 'Create another link' : 'Create a reset link'}
      </SubmitButton>
    </form>
  )
}

function Link({ uid, url, expiresAt }: { uid: string; url: string; expiresAt: string }) {
  const box = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  useEffect(() => box.current?.select(), [])
  const copy = async () => {
    box.current?.select()
    setCopied(await copyText(url))
  }
  return (
    <div className="motion-safe:animate-arrive">
      <label htmlFor="reset-url" className="mb-1 block font-medium">
        Link for {uid}
      </label>
      <div className="flex gap-2">
        <input
          ref={box}
          id="reset-url"
          readOnly
          value={url}
          aria-describedby="reset-url-note"
          className="block h-10 w-full min-w-0 rounded-md border border-edge bg-raised px-3 font-mono text-sm"
        />
        <button type="button" onClick={copy} className={`${buttonLook.plain} needs-script`}>
          Copy
        </button>
      </div>
      <p id="reset-url-note" className="mt-1 text-quiet text-sm">
        Shown only now. It works once, until{' '}
        <time dateTime={expiresAt}>{formatExactDate(new Date(expiresAt))}</time>. Send it to {uid}{' '}
        so that nobody else can read it.
      </p>
      <p role="status" className="text-sm">
        {copied === true && 'Copied.'}
        {copied === false &&
          'Your browser did not copy the link. It is selected: copy it yourself.'}
      </p>
    </div>
  )
}
