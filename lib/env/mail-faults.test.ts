import { describe, expect, test } from 'vitest'
import { expectFault, type FaultRow, findFaults } from './find-faults.fixture.ts'

const FROM = { MAIL_FROM: 'no-reply@example.com' }
const SMTP = { SMTP_URL: 'smtp://localhost' }

describe('a fault names the variable, what is wrong, and what to write', () => {
  test.each<FaultRow>([
    ['SMTP_URL', 'mail.example.com:587', 'is not an smtp:// or smtps:// URL', 'smtp://user', FROM],
    ['SMTP_URL', 'http://mail.example.com', 'is not an smtp:// or smtps:// URL', '%40', FROM],
    ['SMTP_URL', 'smtp:///x', 'is not an smtp:// or smtps:// URL', 'smtp://user', FROM],
    ['SMTP_URL', 'smtp://a.example/inbox', 'has a path', 'smtp://user', FROM],
    ['SMTP_URL', 'smtp://u:5%@a.example', 'has a % that begins no escape', '%25', FROM],
    ['SMTP_URL', 'smtp://u@a.example', 'or a password alone', 'leave out both', FROM],
    ['SMTP_URL', 'smtp://a.example?tls=no', 'has a tls that is not known', '?tls=off', FROM],
    ['SMTP_URL', 'smtp://a.example?tls=off&tls=off', 'has a tls that is not known', '?tls', FROM],
    ['SMTP_URL', 'smtp://a.example?pool=1', 'has the unknown parameter "pool"', 'tls', FROM],
    ['SMTP_URL', 'smtps://a.example?tls=off', 'is smtps:// with tls=off', 'write smtp://', FROM],
    ['SMTP_URL', undefined, 'is not set, and MAIL_FROM is', 'smtp://user', FROM],
    ['MAIL_FROM', undefined, 'is not set, and SMTP_URL is', 'no-reply@example.com', SMTP],
    ['MAIL_FROM', 'nobody', 'is not the sender of a mail', 'no-reply@example.com', SMTP],
    ['MAIL_FROM', 'A <a@b.example>, B <b@b.example>', 'is not the sender', 'no-reply@', SMTP],
    ['MAIL_FROM', 'A\r\nBcc: <a@b.example>', 'is not the sender', 'no-reply@', SMTP],
    ['MAIL_FROM', 'A "B" <a@b.example>', 'is not the sender', 'no-reply@', SMTP],
    ['MAIL_FROM', 'a b@b.example', 'is not the sender', 'no-reply@', SMTP],
  ])('%s=%s', expectFault)
})

test('a fault of SMTP_URL does not say the password', () => {
  const faults = ['smtp://u:s3cret%@a.example', 'smtp://u:s3cret@a.example/x', 'u:s3cret'].map(
    url => findFaults({ ...FROM, SMTP_URL: url }),
  )
  expect(faults.map(({ length }) => length)).toEqual([1, 1, 1])
  expect(JSON.stringify(faults)).not.toContain('s3cret')
})
