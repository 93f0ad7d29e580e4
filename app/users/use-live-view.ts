'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { type UsersView, usersHref } from './users-view.ts'

/** How long one has to pause in typing before the list follows, in milliseconds. */
const PAUSE = 200

/** Lets the list follow a form: after a pause while one types, at once for a choice or Enter. */
export function useLiveView(view: UsersView) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const go = (changes: Partial<UsersView>, way: 'push' | 'replace') => {
    clearTimeout(timer.current)
    const { after: _, ...rest } = view
    const href = usersHref({ ...rest, ...changes })
    if (href !== usersHref(rest) || view.after) startTransition(() => router[way](href))
  }
  const type = (changes: Partial<UsersView>) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => go(changes, 'replace'), PAUSE)
  }
  return { pending, go, type }
}
