'use client'
import type { MailJson } from '#lib/mail/mail-json.ts'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { useAnnounce } from '../origins/announcement.tsx'
import { sendAgain, throwAway } from './actions.ts'

type Props = { mail: Pick<MailJson, 'id' | 'to' | 'canRetry'> }

/** What can be done with a mail that was not sent. */
export function MailActs({ mail }: Props) {
  return (
    <div className="flex flex-wrap gap-2">
      {mail.canRetry && <MailAct mail={mail} act={sendAgain} words="Try again" />}
      <MailAct mail={mail} act={throwAway} words="Drop" />
    </div>
  )
}

type ActProps = Props & { act: typeof sendAgain; words: string }

function MailAct({ mail: { id, to }, act, words }: ActProps) {
  const [state, send] = useFormAction(act, useAnnounce())
  return (
    <form action={send} className="space-y-2">
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="to" value={to} />
      <SubmitButton look="small">
        {words}
        <span className="sr-only">
          {' '}
          mail {id} to {to}
        </span>
      </SubmitButton>
    </form>
  )
}
