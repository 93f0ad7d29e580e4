'use client'
import { useCallback, useRef } from 'react'
import type { RefusalJson } from '#lib/origins/refusal-list.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { makeRefusalKey } from './merge-refusals.ts'
import { RefusalItem } from './refusal-item.tsx'
import { useLiveRefusals } from './use-live-refusals.ts'

/** The latest refusals; new ones appear by themselves. */
export function Refusals({ initial }: { initial: RefusalJson[] }) {
  const list = useRef<HTMLUListElement>(null)
  const isHeld = useCallback(() => list.current?.matches(':hover, :focus-within') ?? false, [])
  const { refusals, news } = useLiveRefusals(initial, isHeld)
  return (
    <>
      <p role="status" className="sr-only">
        {news}
      </p>
      {refusals.length === 0 ? (
        <EmptyState
          level="h3"
          title="Nothing was refused"
          words="Open your static site and let it call this server. If its origin is not allowed, it appears here within seconds, with the cause and a button that allows it."
        />
      ) : (
        <ul ref={list} className="rounded-md border border-line bg-raised text-sm">
          {refusals.map(refusal => (
            <RefusalItem key={makeRefusalKey(refusal)} refusal={refusal} />
          ))}
        </ul>
      )}
    </>
  )
}
