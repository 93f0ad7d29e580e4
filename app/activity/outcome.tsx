import { Ban, CircleCheck, Hourglass } from 'lucide-react'
import type { AuditResult } from '#lib/audit/event.ts'
import { StateMark } from '../components/state-mark.tsx'

export const RESULT_WORDS = { ok: 'Done', refused: 'Refused', limited: 'Limited' }

const LOOKS = {
  ok: { icon: CircleCheck, colour: 'text-quiet' },
  refused: { icon: Ban, colour: 'text-danger' },
  limited: { icon: Hourglass, colour: 'text-accent-strong' },
}

/** The result of an audit event. */
export function Outcome({ result }: { result: AuditResult }) {
  return <StateMark {...LOOKS[result]}>{RESULT_WORDS[result]}</StateMark>
}
