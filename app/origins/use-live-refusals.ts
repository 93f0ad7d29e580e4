'use client'
import { useEffect, useRef, useState } from 'react'
import type { RefusalJson } from '#lib/origins/refusal-list.ts'
import { makeRefusalKey, mergeRefusals } from './merge-refusals.ts'

/** How often to ask, and how long after the last sign of the user: each request renews the session. */
const POLL_INTERVAL_MS = 2500
const ATTENDED_MS = 10 * 60 * 1000

/** How many of the new ones a screen reader is told by name. */
const MAX_NAMED = 5

const SIGNS = ['pointermove', 'keydown', 'scroll'] as const

/**
 * Keeps the refusals up to date while the page is visible and the user is active.
 * @param isHeld whether the user may be about to act on one: then nothing moves.
 * @returns the refusals, and a sentence on the new ones.
 */
export function useLiveRefusals(initial: RefusalJson[], isHeld: () => boolean) {
  const [refusals, setRefusals] = useState(initial)
  const [news, setNews] = useState('')
  const shown = useRef(initial)
  useEffect(() => {
    shown.current = mergeRefusals(shown.current, initial, isHeld())
    setRefusals(shown.current)
  }, [initial, isHeld])
  useEffect(() => {
    let seen = Date.now()
    let asking = false
    const note = () => {
      seen = Date.now()
    }
    for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true })
    const look = async () => {
      // One request at a time: a slow answer would overwrite a later one.
      if (asking || document.hidden || Date.now() - seen > ATTENDED_MS) return
      asking = true
      const fresh = await loadRefusals()
      asking = false
      if (!fresh) return
      const known = new Set(shown.current.map(makeRefusalKey))
      const added = fresh.filter(refusal => !known.has(makeRefusalKey(refusal)))
      shown.current = mergeRefusals(shown.current, fresh, isHeld())
      setRefusals(shown.current)
      if (added.length > 0) setNews(describeNews(added))
    }
    const timer = setInterval(() => void look(), POLL_INTERVAL_MS)
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS) window.removeEventListener(sign, note)
    }
  }, [isHeld])
  return { refusals, news }
}

async function loadRefusals(): Promise<RefusalJson[] | null> {
  try {
    const response = await fetch('/api/origins/refusals?limit=50')
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}

function describeNews(added: RefusalJson[]): string {
  const origins = [...new Set(added.map(({ origin }) => origin))]
  const more = origins.length - MAX_NAMED
  return `Refused: ${origins.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}
