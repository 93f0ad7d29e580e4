'use client'
import { useEffect } from 'react'

/** Renews a session that is past half of its idle time. An API answer can set the cookie; a page cannot. */
export function KeepSession() {
  useEffect(() => {
    // A failure needs no message: the next page tries again, or finds that the session has ended.
    fetch('/api/id', { credentials: 'same-origin', cache: 'no-store' }).catch(() => undefined)
  }, [])
  return null
}
