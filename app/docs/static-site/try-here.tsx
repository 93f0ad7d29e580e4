'use client'
import { type FormEvent, useRef, useState } from 'react'
import type { Auth } from '../../../client/client.d.ts'
import { buttonLook } from '../../components/button-look.ts'
import { describeError } from '../../components/describe-error.ts'
import { Field } from '../../components/field.tsx'
import { PasswordField } from '../../components/password-field.tsx'

/** Runs what the page above does, and shows the result of each call. Who is signed out signs in, as there. */
export function TryHere({ server }: { server: string }) {
  const auth = useRef<Auth>(undefined)
  const [lines, setLines] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [asksWho, setAsksWho] = useState(false)
  const add = (line: string) => setLines(before => [...before, line])

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true)
    await act().catch(error => add(describeError(error)))
    setBusy(false)
  }
  const callApi = async ({ fetch }: Auth) => {
    const { status } = await fetch('/api/users')
    add(`auth.fetch('/api/users'): ${status}`)
  }
  const start = () =>
    attempt(async () => {
      setLines([])
      auth.current ??= await loadClient()
      add(`connect(): loaded from ${location.origin}/client.js`)
      const user = await auth.current.user()
      add(`auth.user(): ${user ? `${user.uid} is signed in` : 'nobody is signed in'}`)
      setAsksWho(!user)
      if (user) await callApi(auth.current)
    })
  const signIn = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    return attempt(async () => {
      if (!auth.current) return
      const user = await auth.current.login(String(typed.get('uid')), String(typed.get('password')))
      add(`auth.login(uid, password): ${user.uid} is signed in`)
      setAsksWho(false)
      await callApi(auth.current)
    })
  }

  return (
    <div className="max-w-words space-y-3">
      <p>
        Run the same calls on this page, which is on {server} itself: no browser rule is in the way.
      </p>
      <button
        type="button"
        disabled={busy}
        onClick={() => void start()}
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
      {asksWho && (
        <form onSubmit={event => void signIn(event)} className="space-y-3">
          <Field
            name="uid"
            label="User ID"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField label="Password" autoComplete="current-password" />
          <button type="submit" disabled={busy} className={buttonLook.primary}>
            Sign in here
          </button>
        </form>
      )}
    </div>
  )
}

/** From this page's own origin: the page may be open under another name of the server. */
async function loadClient(): Promise<Auth> {
  const { connect }: { connect(): Auth } = await import(
    /* turbopackIgnore: true */ new URL('/client.js', location.origin).href
  )
  return connect()
}
