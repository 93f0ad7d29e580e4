import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** A mail that `/dev/mail` shows. */
export type ShownMail = {
  id: string
  to: { address: string }
  subject: string
  date: Date
  text: string
  html: string
}

const MAX_SHOWN_MAILS = 100

const held = () => onePerProcess<ShownMail[]>('shownMails', () => [])

/** Prints a mail and keeps it for `/dev/mail`, in place of sending it. @returns what the outbox notes. */
export function keepShownMail({ id, to, subject, date, text, html }: ShownMail): string {
  held().unshift({ id, to, subject, date, text, html })
  held().splice(MAX_SHOWN_MAILS)
  process.stdout.write(`\nMail to ${to.address}: ${subject}\n\n${text}\n`)
  return 'Shown at /dev/mail.'
}

/** The last mails, the newest first. */
export function listShownMails(): readonly ShownMail[] {
  return held()
}
