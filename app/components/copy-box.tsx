'use client'
import { type ReactNode, useId, useRef, useState } from 'react'
import { buttonLook } from './button-look.ts'
import { copyText } from './copy-text.ts'

type Props = { label: string; text: string; help?: ReactNode }

/** Text to be copied elsewhere, with the button that does it. */
export function CopyBox({ label, text, help }: Props) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => {
    box.current?.select()
    setCopied(await copyText(text))
  }
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          ref={box}
          id={id}
          readOnly
          value={text}
          aria-describedby={help ? `${id}-note` : undefined}
          className="block h-10 w-full min-w-0 rounded-md border border-edge bg-raised px-3 font-mono text-sm"
        />
        <button type="button" onClick={copy} className={`${buttonLook.plain} needs-script`}>
          Copy<span className="sr-only"> {label}</span>
        </button>
      </div>
      {help && (
        <p id={`${id}-note`} className="mt-1 text-quiet text-sm">
          {help}
        </p>
      )}
      <p role="status" className="text-sm">
        {copied === true && 'Copied.'}
        {copied === false && 'Your browser did not copy it. It is selected: copy it yourself.'}
      </p>
    </div>
  )
}
