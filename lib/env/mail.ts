import type { Fault } from '#lib/cors/fault.ts'
import type { EnvReader } from './reader.ts'

const EXAMPLE = 'write it as in smtp://user:password@mail.example.com:587'

/** Reads SMTP_URL and MAIL_FROM, which need each other, and MAIL_SIGN_IN, which needs them where mails are not just shown. */
export function readMail(reader: EnvReader) {
  const smtpUrl = reader.checked('SMTP_URL', '', findSmtpUrlFault) || undefined
  const mailFrom = reader.checked('MAIL_FROM', '', findMailFromFault) || undefined
  const given = { smtp: reader.text('SMTP_URL'), from: reader.text('MAIL_FROM') }
  if (given.smtp && !given.from) {
    const fix = 'write whom mails come from, as in no-reply@example.com'
    reader.addFault('MAIL_FROM', { problem: 'is not set, and SMTP_URL is', fix })
  }
  if (given.from && !given.smtp) {
    reader.addFault('SMTP_URL', { problem: 'is not set, and MAIL_FROM is', fix: EXAMPLE })
  }
  const mailSignIn = reader.oneOf('MAIL_SIGN_IN', ['1', '0'], '0') === '1'
  if (mailSignIn && !given.smtp && reader.text('NODE_ENV') !== 'development') {
    const fix = 'set SMTP_URL and MAIL_FROM, or remove it'
    reader.addFault('MAIL_SIGN_IN', { problem: 'is 1, and no mail can be sent', fix })
  }
  return { smtpUrl, mailFrom, mailSignIn }
}

/** Returns what is wrong with SMTP_URL, or null. It never says the URL, which has a password. */
function findSmtpUrlFault(text: string): Fault | null {
  if (!/^smtps?:\/\/[^/]/.test(text) || !URL.canParse(text)) {
    const fix = `${EXAMPLE}, with %40 for @ and %2F for / in the password`
    return { problem: 'is not an smtp:// or smtps:// URL', fix }
  }
  const url = new URL(text)
  if (url.hostname === '' || !/^\/?$/.test(url.pathname) || url.hash !== '') {
    return { problem: 'names no host, or has a path', fix: EXAMPLE }
  }
  if (!canDecode(url.username) || !canDecode(url.password)) {
    return { problem: 'has a % that begins no escape', fix: 'write %25 for % in the password' }
  }
  if ((url.username === '') !== (url.password === '')) {
    return { problem: 'has a user name or a password alone', fix: `${EXAMPLE}, or leave out both` }
  }
  return findTlsFault(url)
}

function findTlsFault(url: URL): Fault | null {
  const entries = [...url.searchParams]
  const unknown = entries.find(([name]) => name !== 'tls')
  if (unknown) {
    const problem = `has the unknown parameter ${JSON.stringify(unknown[0])}`
    return { problem, fix: 'leave it out; the only one is tls' }
  }
  const [[, tls] = ['tls', 'required'], again] = entries
  if (again || (tls !== 'off' && tls !== 'required')) {
    return { problem: 'has a tls that is not known', fix: 'write ?tls=off or ?tls=required' }
  }
  if (tls === 'off' && url.protocol === 'smtps:') {
    return { problem: 'is smtps:// with tls=off', fix: 'write smtp://, or leave out ?tls=off' }
  }
  return null
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Returns what is wrong with MAIL_FROM, or null: it is `address` or `name <address>`. */
function findMailFromFault(text: string): Fault | null {
  const { name, address } = splitMailFrom(text)
  // RFC 5322 §3.4.1, without quoted local parts and address literals.
  const valid = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*$/u.test(address)
  if (valid && !/[\p{Cc}<>"]/u.test(name)) return null
  const problem = `${JSON.stringify(text.slice(0, 80))} is not the sender of a mail`
  return {
    problem,
    fix: 'write an address, as in no-reply@example.com or Example <no-reply@example.com>',
  }
}

/** The two parts of MAIL_FROM; without a name it is empty. */
export function splitMailFrom(text: string): { name: string; address: string } {
  const [, name = '', address = text] = /^([^<]*?)\s*<([^<>]*)>$/.exec(text) ?? []
  return { name: name.trim(), address }
}
