import { CircleAlert, CircleCheck, Hourglass } from 'lucide-react'
import type { MailJson } from '#lib/mail/mail-json.ts'
import { StateMark } from '../components/state-mark.tsx'
import { STATUS_WORDS } from './mail-words.ts'

const LOOKS = {
  waiting: { icon: Hourglass, colour: 'text-accent-strong' },
  sent: { icon: CircleCheck, colour: 'text-quiet' },
  failed: { icon: CircleAlert, colour: 'text-danger' },
}

/** What became of a mail. */
export function MailState({ status }: Pick<MailJson, 'status'>) {
  return <StateMark {...LOOKS[status]}>{STATUS_WORDS[status]}</StateMark>
}
