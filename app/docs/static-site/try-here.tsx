'use client'
import { useEffect, useRef, useState } from 'react'
import type { Auth, ConnectOptions } from '../../../client/client.d.ts'
import { buttonLook } from '../../components/button-look.ts'
import { describeError } from '../../components/describe-error.ts'

/** Signs in as the page above does, and shows the result of each call. */
export function TryHere({ server }: { server: string }) {
  const auth = useRef<Auth>(undefined)
  const [lines, setLines] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [isElsewhere, setIsElsewhere] = useState(false)
  const [isSignedIn, setIsSignedIn] = useState(false)
  const add = (line: string) => setLines(before => [...before, line])
  useEffect(() => {
    setIsElsewhere(location.origin !== server)
    // Before the click, as pages do: browsers open windows only while they handle one.
    loadClient().then(
      loaded => {
        auth.current = loaded
      },
      error => setLines([describeError(error)]),
    )
  }, [server])

  const attempt = async (act: (auth: Auth) => Promise<void>) => {
    setBusy(true)
    try {
      if (auth.current) await act(auth.current)
      else add('The client is not loaded. Reload this page.')
    } catch (error) {
      add(describeError(error))
    }
    setBusy(false)
  }
  const signIn = () =>
    attempt(async ({ signIn, fetch }) => {
      const signing = signIn({ mode: 'popup' })
      setLines([`connect({ storage: 'memory' }): loaded from ${server}/client.js`])
      add(`auth.signIn({ mode: 'popup' }): ${(await signing).uid} is signed in`)
      setIsSignedIn(true)
      add(`auth.fetch('/api/users'): ${(await fetch('/api/users')).status}`)
    })
  const signOut = () =>
    attempt(async ({ signOut }) => {
      await signOut()
      setIsSignedIn(false)
      add('auth.signOut(): nobody is signed in')
    })

  if (isElsewhere) {
    return (
      <p className="max-w-words">
        This page is open under another name than that of the server. To try it,{' '}
        <a href={`${server}/docs/static-site`} className="text-link">
          open it at {server}
        </a>
        .
      </p>
    )
  }
  return (
    <div className="max-w-words space-y-3">
      <p>
        Run the same calls on this page, which is on {server} itself. You see what your people will
        see: a window of this server, or nothing but a flicker if you are signed in here already. In
        memory, the session of this try ends with the page, and yours is not touched.
      </p>
      <p className="needs-script flex flex-wrap gap-2">
        <button
          type="button"
          disabled={busy}
          onClick={() => void signIn()}
          className={buttonLook.plain}
        >
          Sign in by a window
        </button>
        {isSignedIn && (
          <button
            type="button"
            disabled={busy}
            onClick={() => void signOut()}
            className={buttonLook.plain}
          >
            Sign out again
          </button>
        )}
      </p>
      <div role="status">
        {lines.length > 0 && (
          <ol className="font-mono text-sm wrap-anywhere">
            {lines.map(line => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        )}
      </div>
    </div>
  )
}

async function loadClient(): Promise<Auth> {
  const { connect }: { connect(options: ConnectOptions): Auth } = await import(
    /* turbopackIgnore: true */ new URL('/client.js', location.origin).href
  )
  // The cookie of this origin is that of whoever reads this page.
  return connect({ storage: 'memory' })
}
