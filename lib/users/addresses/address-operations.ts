import type { Operation } from '#lib/openapi/operation.ts'
import { MessageJson } from '#lib/sign-in/sign-in-json.ts'
import { TicketUse } from '../ticket-use.ts'
import { WantedAddress } from './ask-address.ts'

const json = 'application/json'

export const addressOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/id/email',
    id: 'askForAddress',
    tag: 'Your account',
    session: 'needed',
    proof: 'email_ask',
    limited: true,
    summary: 'Ask for another e-mail address',
    about:
      'Mails a link and a code to the address. It becomes yours once one of them comes back within 24 hours; until then the one of before stays. The answer is the same for an address that another user has verified: the mail says so. Your address itself can be mailed to again.',
    body: { content: { [json]: WantedAddress }, example: { email: 'grace@example.com' } },
    success: {
      202: {
        what: 'The mail is on its way.',
        content: { [json]: MessageJson },
        example: { message: 'A mail to grace@example.com is on its way.' },
      },
    },
    problems: { 404: ['mail_not_set_up'] },
  },
  {
    method: 'post',
    path: '/api/email/verify',
    id: 'verifyAddress',
    tag: 'Your account',
    session: 'ignored',
    limited: true,
    summary: 'Confirm an e-mail address',
    about:
      'Takes what the mail to the address has: the part of its link after the `#`, or its code and the address. A code takes five wrong tries. The address is then verified, and the one of before is told.',
    body: {
      content: { [json]: TicketUse },
      example: { email: 'grace@example.com', code: 'H7KM-3XQ9' },
    },
    success: { 204: { what: 'The address is that of its user.' } },
    problems: { 404: ['ticket_void'], 409: ['email_taken'] },
  },
]
