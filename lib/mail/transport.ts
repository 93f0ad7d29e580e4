import { createTransport } from 'nodemailer'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import type { LeasedMail } from './lease.ts'
import type { Message } from './message.ts'
import { flattenText } from './neutral-text.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'
import { readSender, readSmtpServer, showsMails } from './settings.ts'
import { keepShownMail } from './shown-mails.ts'

/** How many connections to the SMTP server a process has. */
export const MAX_CONNECTIONS = 4
const CONNECT_TIMEOUT_MS = 20_000
/** RFC 5321 §4.5.3.2.6 gives a server ten minutes to accept a message; whoever hangs up before sends it twice. */
const ANSWER_TIMEOUT_MS = 10 * 60_000
/** Shorter than any server waits, so that no mail meets a connection that is just being closed. */
const IDLE_TIMEOUT_MS = 10_000

/** Sends a mail. @returns what the server answered. @throws what `judgeFailure` judges. */
export async function sendMail(
  mail: Pick<LeasedMail, 'messageId' | 'address' | 'createdAt'>,
  message: Message,
): Promise<string> {
  const composed = composeMail(mail, message)
  if (showsMails()) return keepShownMail({ id: mail.messageId, ...composed })
  const { response } = await openPool().sendMail({
    ...composed,
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS + CONNECT_TIMEOUT_MS),
  })
  return response
}

/** Closes the connections of this process. */
export function closePool(): void {
  held().pool?.close()
  held().pool = null
}

/** A mail as nodemailer takes it. Nothing in it is read from a file or an address. */
export function composeMail(
  { messageId, address, createdAt }: Pick<LeasedMail, 'messageId' | 'address' | 'createdAt'>,
  message: Message,
) {
  return {
    from: readSender(),
    to: { name: '', address },
    subject: flattenText(message.subject),
    messageId: `<${messageId}@${env().publicUrl.hostname}>`,
    date: createdAt,
    // RFC 3834 §5: no holiday notice answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: renderText(message),
    html: renderHtml(message),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

type Pool = ReturnType<typeof createPool>
const held = () => onePerProcess<{ pool: Pool | null }>('mailPool', () => ({ pool: null }))

function openPool(): Pool {
  const state = held()
  state.pool ??= createPool()
  return state.pool
}

function createPool() {
  return createTransport({
    ...buildSmtpOptions(),
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    // Only a message of which nothing was sent goes to another connection.
    maxRequeues: 1,
    idleTimeout: IDLE_TIMEOUT_MS,
  })
}

/** How nodemailer connects, by SMTP_URL. */
export function buildSmtpOptions() {
  const { host, port, secure, tls, user, password } = readSmtpServer()
  return {
    host,
    port,
    secure,
    name: env().publicUrl.hostname,
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    tls: { rejectUnauthorized: tls !== 'trusted', minVersion: 'TLSv1.2' as const },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    ...(user !== '' && { auth: { user, pass: password } }),
  }
}
