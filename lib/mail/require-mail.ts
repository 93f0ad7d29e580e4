import { Problem } from '#lib/http/problem.ts'
import { canMail } from './settings.ts'

/** Lets something that needs mails begin only where they can be sent. @throws Problem 404 `mail_not_set_up`. */
export function requireMail(): void {
  if (canMail()) return
  const message = 'This server sends no mails. Ask an administrator.'
  throw new Problem(404, 'mail_not_set_up', message)
}
