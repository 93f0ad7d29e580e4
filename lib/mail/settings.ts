import { isLoopback } from '#lib/cors/origin.ts'
import { env } from '#lib/env/env.ts'
import { splitMailFrom } from '#lib/env/mail.ts'

/** Whether mails can be sent: SMTP_URL and MAIL_FROM are set, or mails are shown at `/dev/mail`. */
export function canMail(): boolean {
  return env().smtpUrl !== undefined || showsMails()
}

/** Whether mails are printed and shown at `/dev/mail` in place of being sent. */
export function showsMails(): boolean {
  return env().smtpUrl === undefined && env().nodeEnv === 'development'
}

/** Whom mails come from. */
export function readSender(): { name: string; address: string } {
  const { mailFrom, siteName, publicUrl } = env()
  const { name, address } = splitMailFrom(mailFrom ?? `no-reply@${publicUrl.hostname}`)
  return { name: name || siteName, address }
}

/** How the SMTP server is reached, from SMTP_URL. */
export function readSmtpServer() {
  const url = new URL(env().smtpUrl ?? '')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const secure = url.protocol === 'smtps:'
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    tls: chooseTls(url, isLoopback(host)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  }
}

/** `trusted`: a connection to this machine crosses no network, so TLS is taken as it is offered. */
function chooseTls(url: URL, local: boolean): 'required' | 'off' | 'trusted' {
  const said = url.searchParams.get('tls')
  if (said === 'off' || said === 'required') return said
  return local ? 'trusted' : 'required'
}
