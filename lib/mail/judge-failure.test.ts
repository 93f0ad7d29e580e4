import { describe, expect, it } from 'vitest'
import { judgeFailure } from './judge-failure.ts'

/** An error as nodemailer makes it of an answer. */
const answered = (code: string, command: string, response: string) =>
  Object.assign(new Error(`refused: ${response}`), {
    code,
    command,
    response,
    responseCode: Number(response.slice(0, 3)),
  })
const failed = (code: string, message: string) => Object.assign(new Error(message), { code })

describe('judgeFailure', () => {
  it.each([
    ['an unknown mailbox', 'address', 'RCPT TO', '550 5.1.1 No such user'],
    ['an unknown mailbox, without a status', 'address', 'RCPT TO', '550 No such user here'],
    ['a domain that takes no mail', 'address', 'RCPT TO', '556 5.1.10 Recipient has null MX'],
    ['a disabled mailbox', 'address', 'RCPT TO', '550-5.2.1 The account is disabled'],
    ['an unknown mailbox, said after the message', 'address', 'DATA', '550 5.1.1 Unknown'],
    ['a full mailbox', 'refused', 'RCPT TO', '552 5.2.2 Mailbox full'],
    ['a message that looks like spam', 'refused', 'DATA', '554 5.6.0 Looks like spam'],
    ['a plain refusal of the message', 'refused', 'DATA', '554 Transaction failed'],
    ['a server that does not relay for us', 'mail', 'RCPT TO', '554 5.7.1 Relay access denied'],
    ['a sender that is refused', 'mail', 'MAIL FROM', '550 5.1.8 Bad sender'],
    ['greylisting', 'mail', 'RCPT TO', '451 4.7.1 Greylisted'],
    ['a server that is out of order', 'mail', 'DATA', '503 5.5.1 Bad sequence'],
    ['a server that closes', 'server', 'RCPT TO', '421 4.3.2 Shutting down'],
  ] as const)('%s: %s', (_, scope, command, response) => {
    const code = command === 'DATA' ? 'EMESSAGE' : 'EENVELOPE'
    expect(judgeFailure(answered(code, command, response))).toEqual({ scope, answer: response })
  })

  it.each([
    ['ESOCKET', 'connect ECONNREFUSED 127.0.0.1:25', 'refuses connections'],
    ['ETIMEDOUT', 'Greeting never received', 'in time'],
    ['EDNS', 'getaddrinfo ENOTFOUND mail.invalid', 'not found'],
    ['ESOCKET', 'self-signed certificate', 'self-signed certificate'],
    ['ETLS', 'Cannot upgrade connection with STARTTLS', 'TLS with the SMTP server failed'],
  ])('%s concerns the server: %s', (code, message, words) => {
    const { scope, answer } = judgeFailure(failed(code, message))
    expect(scope).toBe('server')
    expect(answer).toContain(words)
  })

  it('takes a refused password for a fault of the server, not of the mail', () => {
    expect(judgeFailure(answered('EAUTH', 'AUTH PLAIN', '535 5.7.8 Bad credentials'))).toEqual({
      scope: 'server',
      answer: '535 5.7.8 Bad credentials',
    })
  })

  it('keeps an answer on one line, without what controls a terminal', () => {
    const hostile = '554 5.6.0 a\r\nb\u001b[31m\u202e'
    expect(judgeFailure(answered('EMESSAGE', 'DATA', hostile)).answer).toBe('554 5.6.0 a b[31m')
    const long = answered('EMESSAGE', 'DATA', `554 ${'x'.repeat(5000)}`)
    expect(judgeFailure(long).answer).toHaveLength(500)
  })
})
