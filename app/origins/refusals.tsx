'use client'
import type { RefusalJson } from '#lib/origins/refusal-list.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { RefusalItem } from './refusal-item.tsx'
import { REFUSED_ORIGINS } from './refused-origins.ts'
import { useLiveList } from './use-live-list.ts'

/** The latest refusals; new ones appear by themselves. */
export function Refusals({ initial }: { initial: RefusalJson[] }) {
  const { items, news, list } = useLiveList(REFUSED_ORIGINS, initial)
  return (
    <>
      <p role="status" className="sr-only">
        {news}
      </p>
      {items.length === 0 ? (
        <EmptyState
          level="h3"
          title="Nothing was refused"
          words="Open your static site and let it call this server. If its origin is not allowed, it appears here within seconds, with the cause and a button that allows it."
        />
      ) : (
        <ul ref={list} className="rounded-md border border-line bg-raised text-sm">
          {items.map(refusal => (
            <RefusalItem key={REFUSED_ORIGINS.makeKey(refusal)} refusal={refusal} />
          ))}
        </ul>
      )}
    </>
  )
}
