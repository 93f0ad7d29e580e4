'use client'
import Link, { useLinkStatus } from 'next/link'
import type { ReactNode } from 'react'

type Props = { href: string; children: ReactNode; className?: string; rel?: 'prev' | 'next' }

/** A link that turns the list: sorts it, pages it. While it is on its way the list dims (`data-turning`). */
export function ListLink({ children, ...link }: Props) {
  return (
    <Link {...link} prefetch={false}>
      {children}
      <PendingMark />
    </Link>
  )
}

function PendingMark() {
  const { pending } = useLinkStatus()
  return pending && <span data-turning hidden />
}
