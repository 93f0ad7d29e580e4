import { z } from 'zod'
import { MAIL, MAIL_STOP } from '#lib/openapi/mail-samples.ts'
import type { Operation } from '#lib/openapi/operation.ts'
import { MailJson, MailStopJson, OutboxQuery } from './mail-json.ts'

const tag = 'Mail'
const json = 'application/json'

export const outboxOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/outbox',
    id: 'listMails',
    tag,
    session: 'needed',
    admin: true,
    summary: 'List mails',
    about:
      'The mails that wait, and those that were sent or failed in the last 30 days, newest first.',
    query: OutboxQuery,
    success: {
      200: {
        what: 'A page of mails.',
        content: { [json]: z.array(MailJson) },
        example: [MAIL],
        maybe: ['Link'],
      },
    },
  },
  {
    method: 'get',
    path: '/api/outbox/run',
    id: 'sendDueMails',
    tag,
    session: 'ignored',
    summary: 'Send the mails that are due',
    about:
      'For a cron job where no process lives on between requests. It sends `CRON_SECRET` as its bearer token; for anybody else this path does not exist.',
    success: { 204: { what: 'What was due was tried.' } },
    problems: { 404: ['unknown_path'] },
  },
  {
    method: 'delete',
    path: '/api/outbox/{id}',
    id: 'dropMail',
    tag,
    session: 'needed',
    admin: true,
    proof: 'mail_drop',
    summary: 'Drop a mail',
    about: 'It is not sent any more. One that is just being handed over may still arrive.',
    success: { 204: { what: 'The mail is gone.' } },
    problems: { 404: ['unknown_mail'] },
  },
  {
    method: 'post',
    path: '/api/outbox/{id}/retry',
    id: 'retryMail',
    tag,
    session: 'needed',
    admin: true,
    proof: 'mail_retry',
    summary: 'Send a mail again',
    about:
      'One that waits or has failed is sent now, and tried for another day. Its address is no longer stopped.',
    success: {
      200: {
        what: 'The mail as it is now.',
        content: { [json]: MailJson },
        example: { ...MAIL, status: 'waiting', tries: 0, dueAt: MAIL.endedAt, endedAt: null },
      },
    },
    problems: { 404: ['unknown_mail'], 409: ['mail_erased'] },
  },
  {
    method: 'get',
    path: '/api/outbox/stops',
    id: 'listMailStops',
    tag,
    session: 'needed',
    admin: true,
    summary: 'List stopped addresses',
    about: 'The addresses that a mail server has refused for good: nothing more is sent to them.',
    success: {
      200: { what: 'The list.', content: { [json]: z.array(MailStopJson) }, example: [MAIL_STOP] },
    },
  },
  {
    method: 'delete',
    path: '/api/outbox/stops/{address}',
    id: 'allowMailAddress',
    tag,
    session: 'needed',
    admin: true,
    proof: 'mail_allow',
    summary: 'Allow mails to an address again',
    about: 'Mails to it that have failed stay so until they are retried.',
    success: { 204: { what: 'Mails are sent to it again.' } },
    problems: { 404: ['unknown_mail_stop'] },
  },
]
