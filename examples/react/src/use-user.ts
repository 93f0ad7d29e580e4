import { connect, type User } from 'https://auth.example.com/client.js'
import { useEffect, useState } from 'react'

export const auth = connect()

type Known = {
  /** null: nobody is signed in; undefined: not known yet. */
  user: User | null | undefined
  error: Error | undefined
}

/** Who is signed in on this page, in this tab or another one, and why that could not be found out. */
export function useUser(): Known {
  const [known, setKnown] = useState<Known>({ user: undefined, error: undefined })
  useEffect(() => {
    const show = (user: User | null) => setKnown({ user, error: undefined })
    const stop = auth.onChange(show)
    findUser().then(show, error => setKnown({ user: null, error }))
    return stop
  }, [])
  return known
}

/** Also finishes a sign-in for which the browser has left this page and come back, and throws why it failed. */
async function findUser(): Promise<User | null> {
  return (await auth.handleReturn()) ?? (await auth.user())
}
