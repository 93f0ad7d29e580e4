import type { MailJson } from '#lib/mail/mail-json.ts'
import { CardCell, CardRow, CardTable, CardTitle } from '../components/card-table.tsx'
import { RelativeTime } from '../components/relative-time.tsx'
import { MailActs } from './mail-acts.tsx'
import { MailState } from './mail-state.tsx'
import { describeKind } from './mail-words.ts'

const MINUTE_MS = 60_000

const COLUMNS = [
  { head: 'Mail' },
  { head: 'State', width: 'md:w-28' },
  { head: 'What the mail server said', width: 'md:w-72' },
  { head: 'Acts', width: 'md:w-52' },
]

/** The mails as a table; on a phone each is a card. */
export function MailsTable({ mails }: { mails: MailJson[] }) {
  return (
    <CardTable caption="Mails, newest first" columns={COLUMNS} isPaged>
      {mails.map(mail => (
        <MailRow key={mail.id} mail={mail} />
      ))}
    </CardTable>
  )
}

function MailRow({ mail }: { mail: MailJson }) {
  const { kind, to, user, status, answer, createdAt } = mail
  return (
    <CardRow>
      <CardTitle className="max-md:pr-24">
        <span className="font-medium">{describeKind(kind)}</span>{' '}
        <span className="text-quiet">
          <RelativeTime iso={createdAt} />
        </span>
        <span className="block font-mono wrap-anywhere">{to}</span>
        {user && (
          <span className="block text-quiet">
            for <span className="font-mono">{user}</span>
          </span>
        )}
      </CardTitle>
      <CardCell className="max-md:absolute max-md:top-3 max-md:right-3">
        <MailState status={status} />
      </CardCell>
      <CardCell className="wrap-anywhere">
        <Tries mail={mail} />
        {answer && <span className="block font-mono text-xs">{answer}</span>}
      </CardCell>
      <CardCell>{status !== 'sent' && <MailActs mail={mail} />}</CardCell>
    </CardRow>
  )
}

/** How often a mail was tried, and when it is tried next. */
function Tries({ mail: { status, tries, dueAt, stopped } }: { mail: MailJson }) {
  if (status === 'sent') return null
  return (
    <span className="block text-quiet">
      {tries === 0 ? 'Not tried yet' : tries === 1 ? 'Tried once' : `Tried ${tries} times`}
      {dueAt && tries > 0 && <NextTry iso={dueAt} />}
      {stopped && '. Nothing is sent to this address.'}
    </span>
  )
}

function NextTry({ iso }: { iso: string }) {
  if (Date.parse(iso) - Date.now() < MINUTE_MS) return ', again within a minute'
  return (
    <>
      , again <RelativeTime iso={iso} />
    </>
  )
}
