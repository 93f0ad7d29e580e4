import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** A mail that `/dev/mail` shows. */
type ShownMail = {
  messageId: string
  to: { address: string }
  subject: string
  date: Date
  text: string
  html: string
}

const MAX_SHOWN_MAILS = 100

const held = () => onePerProcess<ShownMail[]>('shownMails', () => [])

/** Prints a mail and keeps it for `/dev/mail`, in place of sending it. @returns what the outbox notes. */
export function keepShownMail(mail: ShownMail): string {
  held().unshift(mail)
  held().splice(MAX_SHOWN_MAILS)
  process.stdout.write(`\nMail to ${mail.to.address}: ${mail.subject}\n\n${mail.text}\n`)
  return 'Shown at /dev/mail.'
}
