'use client'
import { useState } from 'react'
import type { Auth } from '../../../client/client.d.ts'
import { buttonLook } from '../../components/button-look.ts'

/** Runs the lines on this very page, but for the sign-in, and shows what comes of each. */
export function TryHere({ server }: { server: string }) {
  const [said, say] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    say([])
    const tell = (line: string) => say(before => [...before, line])
    try {
      // By this page's own address: under another name of loopback the server would be elsewhere.
      const { connect }: { connect(): Auth } = await import(
        /* turbopackIgnore: true */ new URL('/client.js', location.origin).href
      )
      tell(`connect(): loaded from ${location.origin}/client.js`)
      const auth = connect()
      const user = await auth.user()
      tell(`auth.user(): ${user ? `${user.uid} is signed in` : 'nobody is signed in'}`)
      if (user) {
        const { status } = await auth.fetch('/api/users')
        tell(`auth.fetch('/api/users'): ${status}`)
      }
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <>
      <p>
        Serve your page and open it. Or see the lines work here, on {server} itself, where nothing
        stands in the way:
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
        {said.length > 0 && (
          <ol className="font-mono text-sm wrap-anywhere">
            {said.map(line => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        )}
      </div>
    </>
  )
}
