import { startTransition, useLayoutEffect, useState } from 'react'

/**
 * Takes the token of a mailed or given link out of the address's fragment, which keeps it out of the browser's history,
 * and has the form look at it: `send` gets it with `check`, so that nothing is done yet.
 * @returns the token, an empty string without one, null until the address was read, as without JavaScript.
 */
export function useLinkToken(send: (form: FormData) => void): string | null {
  const [found, setFound] = useState<string | null>(null)
  // Before what was sent too early is sent again.
  useLayoutEffect(() => {
    const token = location.hash.slice(1)
    setFound(token)
    if (!token) return
    history.replaceState(null, '', location.pathname)
    const check = new FormData()
    check.set('token', token)
    check.set('check', '1')
    startTransition(() => send(check))
  }, [send])
  return found
}
