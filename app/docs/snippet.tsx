'use client'
import { useState } from 'react'
import { buttonLook } from '../components/button-look.ts'

/** Lines of code, and a button that copies them. */
export function Snippet({ label, code }: { label: string; code: string }) {
  const [said, say] = useState('')
  const copy = async () => {
    try {
      // There is none on plain http beyond loopback.
      await navigator.clipboard.writeText(code)
      say('Copied')
    } catch {
      say('Select the lines and copy them.')
    }
  }
  return (
    <div className="rounded-md border border-line bg-raised">
      <div className="flex items-center justify-between gap-4 border-line border-b py-1 pr-1 pl-3 text-sm">
        <span className="text-quiet">{label}</span>
        <span className="needs-script flex items-center gap-2">
          <span role="status">{said}</span>
          <button type="button" onClick={() => void copy()} className={buttonLook.small}>
            Copy<span className="sr-only">, {label}</span>
          </button>
        </span>
      </div>
      <pre className="px-3 py-2 font-mono text-sm wrap-anywhere whitespace-pre-wrap">{code}</pre>
    </div>
  )
}
