'use client'
import { useEffect } from 'react'

/** Renews a session that is past half of its idle time: pages can set no cookie, an API answer can. */
export function KeepSession() {
  useEffect(() => {
    // Nothing to say when it fails: the next page tries again, or finds the session ended.
    fetch('/api/id', { credentials: 'same-origin', cache: 'no-store' }).catch(() => undefined)
  }, [])
  return null
}
