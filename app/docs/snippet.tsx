'use client'
import { useState } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { copyText } from '../components/copy-text.ts'

/** Lines of code, and a button that copies them. */
export function Snippet({ label, code }: { label: string; code: string }) {
  const [status, setStatus] = useState('')
  const copy = async () =>
    setStatus((await copyText(code)) ? 'Copied' : 'Select the lines and copy them.')
  return (
    <div className="rounded-md border border-line bg-raised">
      <div className="flex items-center justify-between gap-4 border-line border-b py-1 pr-1 pl-3 text-sm">
        <span className="text-quiet">{label}</span>
        <span className="needs-script flex items-center gap-2">
          <span role="status">{status}</span>
          <button type="button" onClick={() => void copy()} className={buttonLook.small}>
            Copy<span className="sr-only">, {label}</span>
          </button>
        </span>
      </div>
      <pre className="px-3 py-2 font-mono text-sm wrap-anywhere whitespace-pre-wrap">{code}</pre>
    </div>
  )
}
