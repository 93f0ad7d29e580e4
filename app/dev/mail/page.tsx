import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { showsMails } from '#lib/mail/settings.ts'
import { listShownMails, type ShownMail } from '#lib/mail/shown-mails.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatExactDate } from '../../components/format-date.ts'
import { PageHead } from '../../components/page-head.tsx'

export const metadata: Metadata = { title: 'Mails of this server' }

/** The mails that a server in development would have sent. In production there is no such page. */
export default async function DevMailPage() {
  await connection()
  if (!showsMails()) notFound()
  const mails = listShownMails()
  return (
    <main className="mx-auto max-w-page space-y-4 px-4 py-8">
      <PageHead
        title="Mails of this server"
        words="In development nothing is sent without SMTP_URL: the last 100 mails are shown here until the server ends."
      >
        <a href="/dev/mail" className="text-link">
          Look again
        </a>
      </PageHead>
      {mails.length === 0 ? (
        <EmptyState title="No mail yet" words="Ask for one, such as for a new password." />
      ) : (
        mails.map(mail => <Mail key={mail.id} mail={mail} />)
      )}
    </main>
  )
}

function Mail({ mail: { id, to, subject, date, text } }: { mail: ShownMail }) {
  const [url] = /^https?:\S+$/m.exec(text) ?? []
  return (
    <article className="rounded-md border border-line bg-raised p-6">
      <h2 className="font-semibold">{subject}</h2>
      <p className="text-quiet text-sm">
        To <span className="font-mono text-ink">{to.address}</span>, {formatExactDate(date)}
      </p>
      <p className="mt-2 flex gap-4 text-sm">
        {url && (
          <a href={url} className="text-link">
            Follow its link<span className="sr-only">: {subject}</span>
          </a>
        )}
        <a href={`/dev/mail/${id}`} className="text-link">
          As HTML<span className="sr-only">: {subject}</span>
        </a>
      </p>
      <pre className="mt-4 overflow-x-auto whitespace-pre-wrap rounded-md bg-sunken p-4 text-sm">
        {text}
      </pre>
    </article>
  )
}
