'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useTransition } from 'react'
import { buildUsersHref, type UsersView } from './users-view.ts'

/** How long one has to pause in typing before the list follows, in milliseconds. */
const TYPING_PAUSE_MS = 200

/**
 * Lets the list follow a form: after a pause while one types, at once for a choice or Enter. However many letters one
 * types, the way back leads to the list as it was before them.
 */
export function useLiveView(view: UsersView) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** Where one began to type. */
  const begun = useRef<string>(undefined)
  /** What the list shows or is about to: a second choice may come before the answer to the first. */
  const asked = useRef(view)
  useEffect(() => {
    if (!pending) asked.current = view
  }, [view, pending])
  const settle = useCallback(() => {
    begun.current = undefined
  }, [])
  useEffect(() => {
    const goBack = () => {
      clearTimeout(timer.current)
      settle()
    }
    window.addEventListener('popstate', goBack)
    return () => window.removeEventListener('popstate', goBack)
  }, [settle])
  useEffect(() => () => clearTimeout(timer.current), [])
  const go = (changes: Partial<UsersView>) => {
    clearTimeout(timer.current)
    const { after, ...rest } = asked.current
    const next = { ...rest, ...changes }
    const href = buildUsersHref(next)
    if (href === buildUsersHref(rest) && !after) return
    asked.current = next
    const typedOn = begun.current !== undefined && begun.current !== location.href
    startTransition(() => router[typedOn ? 'replace' : 'push'](href))
  }
  /** Until the field is left (`settle`) it is one step. */
  const type = (changes: Partial<UsersView>) => {
    clearTimeout(timer.current)
    begun.current ??= location.href
    timer.current = setTimeout(() => go(changes), TYPING_PAUSE_MS)
  }
  return { pending, go, type, settle }
}
