'use client'
import Link, { useLinkStatus } from 'next/link'
import type { ReactNode } from 'react'

type Props = { href: string; children: ReactNode; className?: string; rel?: 'prev' | 'next' }

/** A link that sorts or pages the list. While the new list loads, the old one dims (`data-loading`). */
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
  return pending && <span data-loading hidden />
}
