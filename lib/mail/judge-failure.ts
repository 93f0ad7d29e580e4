import { flattenText } from './neutral-text.ts'

/**
 * What a failure means. `server`: no mail can be sent at the moment. `mail`: this one may be accepted later.
 * `refused`: this mail is refused for good. `address`: so is every other mail to its address.
 */
export type Failure = { scope: 'server' | 'mail' | 'refused' | 'address'; answer: string }

type SmtpError = { code?: string; command?: string; response?: string; responseCode?: number }

const MAX_ANSWER_CHARACTERS = 500
/** The mailbox does not exist or is disabled, or its domain takes no mail (RFC 3463 §3.2 and §3.3, RFC 7505). */
const ADDRESS_STATUS = /^5\d\d[ -]5\.(?:1\.(?:0|1|2|3|6|10)|2\.1)\b/
const ANY_STATUS = /^5\d\d[ -]5\.\d+\.\d+/

/** Judges why nodemailer could not send a mail. */
export function judgeFailure(error: unknown): Failure {
  const { code = '', command = '', response = '', responseCode = 0 } = error as SmtpError
  const answer = describeFailure(error as Error & SmtpError)
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return { scope: 'server', answer }
  if (responseCode === 421) return { scope: 'server', answer }
  // Without an answer, it was our side that found the address or the message impossible to send.
  if (response === '') return { scope: 'refused', answer }
  if (responseCode < 500 || responseCode === 503) return { scope: 'mail', answer }
  // It is the sender that is refused, or this server's right to send: an operator may still change that.
  if (command === 'MAIL FROM' || /^5\d\d[ -]5\.7\.\d/.test(response))
    return { scope: 'mail', answer }
  if (ADDRESS_STATUS.test(response)) return { scope: 'address', answer }
  // Servers without status codes refuse an unknown mailbox by 550 to RCPT TO (RFC 5321 §4.2.3).
  const plain = command === 'RCPT TO' && responseCode === 550 && !ANY_STATUS.test(response)
  return { scope: plain ? 'address' : 'refused', answer }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The SMTP server refuses connections.',
  ECONNRESET: 'The SMTP server closed the connection.',
  ECONNECTION: 'The SMTP server closed the connection.',
  ETIMEDOUT: 'The SMTP server did not answer in time.',
  EABORT: 'The SMTP server did not answer in time.',
  EDNS: 'The host of SMTP_URL was not found.',
  ENOTFOUND: 'The host of SMTP_URL was not found.',
  ETLS: 'TLS with the SMTP server failed.',
}

/** What the server answered, or what happened in place of an answer. */
function describeFailure(error: Error & SmtpError): string {
  // The answer to STARTTLS alone would not say what it answers.
  if (error.response && error.code !== 'ETLS') return clip(error.response)
  const cause = Object.entries(REASONS).find(
    ([code]) => error.message.includes(code) || error.code === code,
  )
  return clip(cause ? `${cause[1]} (${error.message})` : error.message)
}

function clip(text: string): string {
  const flat = flattenText(text)
  return flat.length > MAX_ANSWER_CHARACTERS ? `${flat.slice(0, MAX_ANSWER_CHARACTERS - 1)}…` : flat
}
