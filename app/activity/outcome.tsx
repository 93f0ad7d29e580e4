import { Ban, CircleCheck, Hourglass } from 'lucide-react'
import type { AuditResult } from '#lib/audit/event.ts'

const LOOKS = {
  ok: { word: 'Done', Icon: CircleCheck, colour: 'text-quiet' },
  refused: { word: 'Refused', Icon: Ban, colour: 'text-danger' },
  limited: { word: 'Limited', Icon: Hourglass, colour: 'text-accent-strong' },
}

/** What became of it, as a sign and a word. */
export function Outcome({ result }: { result: AuditResult }) {
  const { word, Icon, colour } = LOOKS[result]
  return (
    <span className="inline-flex items-center gap-1 align-top">
      <Icon aria-hidden className={`size-4 ${colour}`} />
      {word}
    </span>
  )
}
