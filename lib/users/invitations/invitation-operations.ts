import { z } from 'zod'
import { UserJson } from '#lib/identity/user-json.ts'
import { INVITATION } from '#lib/openapi/mail-samples.ts'
import type { Operation } from '#lib/openapi/operation.ts'
import { OWN_USER } from '#lib/openapi/samples.ts'
import { InvitationUse } from './accept-invitation.ts'
import { InvitationInput } from './invitation-input.ts'
import { InvitationJson, InvitationQuery, InvitationsAnswer } from './invitation-json.ts'

const tag = 'Administration'
const json = 'application/json'
const text = z.string()

export const invitationOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/users/invitations',
    id: 'inviteUsers',
    tag,
    session: 'needed',
    admin: true,
    proof: 'invitation_send',
    summary: 'Invite people',
    about:
      'Mails each of them a link and a code with which they open an account within seven days, also where SIGNUP is closed. `email` is needed; `role` is the default one without it; `name` is what the account is called unless they choose another. Send one object, an array, NDJSON or CSV: at most 4 MiB and 10,000 rows, each judged by itself. Somebody who was invited before gets another mail, which voids the earlier one, but not within an hour for the same invitation, so that you can send a request again.',
    body: {
      content: {
        [json]: z.union([InvitationInput, z.array(InvitationInput)]),
        'text/csv': text,
        'application/x-ndjson': text,
      },
      example: [{ email: INVITATION.email, role: 'Editor' }],
      ownProblems: true,
    },
    success: {
      202: {
        what: 'What came of each row. The mails are on their way.',
        content: { [json]: InvitationsAnswer },
        example: {
          queued: 1,
          renewed: 0,
          skipped: 0,
          failed: 0,
          ignored: [],
          rows: [{ row: 1, email: INVITATION.email, result: 'queued' }],
        },
      },
    },
    problems: { 400: ['broken_file'], 404: ['mail_not_set_up'], 413: ['too_many_rows'] },
  },
  {
    method: 'get',
    path: '/api/users/invitations',
    id: 'listInvitations',
    tag,
    session: 'needed',
    admin: true,
    summary: 'List invitations',
    about:
      'Those that are open, were accepted or have expired, newest first. They are kept until 30 days after they expire.',
    query: InvitationQuery,
    success: {
      200: {
        what: 'A page of invitations.',
        content: { [json]: z.array(InvitationJson) },
        example: [INVITATION],
        maybe: ['Link'],
      },
    },
  },
  {
    method: 'delete',
    path: '/api/users/invitations/{id}',
    id: 'withdrawInvitation',
    tag,
    session: 'needed',
    admin: true,
    proof: 'invitation_withdraw',
    summary: 'Withdraw an invitation',
    about: 'Its link and its code are void. An account that came of it stays.',
    success: { 204: { what: 'The invitation is gone.' } },
    problems: { 404: ['unknown_invitation'] },
  },
  {
    method: 'post',
    path: '/api/users/invitations/{id}/resend',
    id: 'resendInvitation',
    tag,
    session: 'needed',
    admin: true,
    limited: true,
    proof: 'invitation_send',
    summary: 'Mail an invitation again',
    about:
      'With another link and code, which void those of before, and for another seven days. You are who invites from then on.',
    success: {
      200: {
        what: 'The invitation as it is now.',
        content: { [json]: InvitationJson },
        example: INVITATION,
      },
    },
    problems: {
      404: ['mail_not_set_up', 'unknown_invitation'],
      409: ['email_taken', 'invitation_accepted'],
    },
  },
  {
    method: 'post',
    path: '/api/invitations/accept',
    id: 'acceptInvitation',
    tag: 'Users',
    session: 'ignored',
    limited: true,
    summary: 'Accept an invitation',
    about:
      'Opens an account with what the mail has: the part of its link after the `#`, or its code and the address. The address is verified by that, and the role is that of the invitation. A code takes five wrong tries. What is refused for a field can be sent again. It begins no session. An invitation to another role than the default is void once whoever sent it is no administrator any more.',
    body: {
      content: { [json]: InvitationUse },
      example: {
        email: INVITATION.email,
        code: 'H7KM-3XQ9',
        uid: 'grace',
        password: 'nanosecond-30cm',
      },
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
      404: ['ticket_void'],
      409: ['uid_taken', 'email_taken'],
      503: ['hash_queue_full'],
    },
  },
]
