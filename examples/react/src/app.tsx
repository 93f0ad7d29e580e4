import { useState } from 'react'
import { People } from './people.tsx'
import { auth, useUser } from './use-user.ts'

export function App() {
  const { user, error } = useUser()
  const [failure, setFailure] = useState<Error>()
  const attempt = (act: () => Promise<unknown>) => {
    setFailure(undefined)
    act().catch(setFailure)
  }
  return (
    <>
      <h1>People</h1>
      <p role="status">{(failure ?? error)?.message}</p>
      {user === null && (
        <button type="button" onClick={() => attempt(() => auth.signIn())}>
          Sign in
        </button>
      )}
      {user && (
        <>
          <p>
            You are <strong>{user.name}</strong>.
          </p>
          <People key={user.id} onError={setFailure} />
          <button type="button" onClick={() => attempt(() => auth.signOut())}>
            Sign out
          </button>
        </>
      )}
    </>
  )
}
