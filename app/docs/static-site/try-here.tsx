'use client'
import { useState } from 'react'
import type { Auth } from '../../../client/client.d.ts'
import { buttonLook } from '../../components/button-look.ts'
import { describeError } from '../../components/describe-error.ts'

/** Runs the lines on this page, except the sign-in, and shows the result of each. */
export function TryHere({ server }: { server: string }) {
  const [lines, setLines] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    setLines([])
    const add = (line: string) => setLines(before => [...before, line])
    try {
      // From this page's own origin: the page may be open under another name of the server.
      const { connect }: { connect(): Auth } = await import(
        /* turbopackIgnore: true */ new URL('/client.js', location.origin).href
      )
      add(`connect(): loaded from ${location.origin}/client.js`)
      const auth = connect()
      const user = await auth.user()
      add(`auth.user(): ${user ? `${user.uid} is signed in` : 'nobody is signed in'}`)
      if (user) {
        const { status } = await auth.fetch('/api/users')
        add(`auth.fetch('/api/users'): ${status}`)
      }
    } catch (error) {
      add(describeError(error))
    }
    setBusy(false)
  }
  return (
    <>
      <p>
        Serve your page and open it. Or run the lines here, on {server} itself, where no browser
        rule is in the way:
      </p>
      <button
        type="button"
        disabled={busy}
        onClick={() => void run()}
        className={`needs-script ${buttonLook.plain}`}
      >
        Try them here
      </button>
      <div role="status">
        {lines.length > 0 && (
          <ol className="font-mono text-sm wrap-anywhere">
            {lines.map(line => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        )}
      </div>
    </>
  )
}
