'use client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { mergeLive } from './merge-live.ts'

/** How often to ask, and how long after the last sign of the user: each request renews the session. */
const POLL_INTERVAL_MS = 2500
const ATTENDED_MS = 10 * 60 * 1000

const SIGNS = ['pointermove', 'keydown', 'scroll'] as const

/** A list that the API gives, and how it is shown. */
export type LiveKind<T> = {
  path: string
  /** Identifies an item. */
  makeKey(item: T): string
  /** A sentence on items that have just come. */
  describeNews(added: T[]): string
}

/**
 * Keeps a list up to date while the page is visible and the user is active. While the pointer or the focus is on the
 * list, the user may be about to act on an item: then nothing moves.
 * @param kind the same object at each call.
 * @returns the items, a sentence on the new ones, and the ref of the element that shows them.
 */
export function useLiveList<T>(kind: LiveKind<T>, initial: T[]) {
  const list = useRef<HTMLUListElement>(null)
  const [items, setItems] = useState(initial)
  const [news, setNews] = useState('')
  const shown = useRef(initial)
  useEffect(() => {
    shown.current = mergeLive(shown.current, initial, isHeld(list), kind.makeKey)
    setItems(shown.current)
  }, [kind, initial])
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
      const fresh = await loadList<T>(kind.path)
      asking = false
      if (!fresh) return
      const known = new Set(shown.current.map(kind.makeKey))
      const added = fresh.filter(item => !known.has(kind.makeKey(item)))
      shown.current = mergeLive(shown.current, fresh, isHeld(list), kind.makeKey)
      setItems(shown.current)
      if (added.length > 0) setNews(kind.describeNews(added))
    }
    const timer = setInterval(() => void look(), POLL_INTERVAL_MS)
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS) window.removeEventListener(sign, note)
    }
  }, [kind])
  return { items, news, list }
}

function isHeld({ current }: RefObject<HTMLUListElement | null>): boolean {
  return current?.matches(':hover, :focus-within') ?? false
}

async function loadList<T>(path: string): Promise<T[] | null> {
  try {
    const response = await fetch(path)
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}
