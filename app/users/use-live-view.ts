'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useLayoutEffect, useRef, useTransition } from 'react'
import { buildUsersHref, type UsersView } from './users-view.ts'

/** How long the user must stop typing before the list follows. */
const TYPING_PAUSE_MS = 200

/**
 * Lets the list follow a form: at once after a choice or Enter, after a pause while the user types. Going back leads to
 * the list as it was before they began to type.
 */
export function useLiveView(view: UsersView) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** The address at which the user began to type. */
  const begun = useRef<string>(undefined)
  /** The view that was asked for last: a second choice may come before the answer to the first. */
  const asked = useRef(view)
  // Before the effects of the fields, which tell what was chosen before they ran.
  useLayoutEffect(() => {
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
  /** Until the field is left (`settle`), typing is one step of the history. */
  const type = (changes: Partial<UsersView>) => {
    clearTimeout(timer.current)
    begun.current ??= location.href
    timer.current = setTimeout(() => go(changes), TYPING_PAUSE_MS)
  }
  return { pending, go, type, settle }
}
