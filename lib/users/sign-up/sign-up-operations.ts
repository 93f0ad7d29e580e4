import { UserJson } from '#lib/identity/user-json.ts'
import type { Operation } from '#lib/openapi/operation.ts'
import { OWN_USER } from '#lib/openapi/samples.ts'
import { TicketUse } from '../ticket-use.ts'

const json = 'application/json'

export const signUpOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/users/verify',
    id: 'openAccount',
    tag: 'Users',
    session: 'ignored',
    limited: true,
    summary: 'Open an account by its mail',
    about:
      'Takes what the mail of a sign-up has: the part of its link after the `#`, or its code and the address, within 24 hours. A code takes five wrong tries. It begins no session.',
    body: {
      content: { [json]: TicketUse },
      example: { email: 'grace@example.com', code: 'H7KM-3XQ9' },
    },
    success: {
      201: {
        what: 'The new user.',
        content: { [json]: UserJson },
        example: OWN_USER,
        headers: ['Location'],
      },
    },
    problems: {
      403: ['signup_closed'],
      404: ['ticket_void'],
      409: ['uid_taken', 'email_taken'],
    },
  },
]
