import { describe, expect, it } from 'vitest'
import { isPasswordHash } from './is-hash.ts'

const HEX = '0123456789abcdef'.repeat(4)

describe('isPasswordHash', () => {
  it.each([
    `pbkdf2:sha256:1000$saltsalt$${HEX}`,
    `pbkdf2:sha256$salt$${HEX}`,
    `scrypt:32768:8:1$salt$${HEX}${HEX}`,
    '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
    '$2y$10$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
    ' $2a$04$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW ',
    '$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2',
    '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA',
    '$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
    '$6$rounds=5000$saltsalt$Q1Z2wM0PpZ9nD2yRr1f8cXo0kG1jS9uQ',
    '$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk',
    `sha256$salt$${HEX}`,
    'pbkdf2_sha256$600000$salt$q1Z2wM0PpZ9nD2yRr1f8cXo0kG1jS9uQ=',
    'bcrypt_sha256$$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi',
    `PBKDF2:SHA256:1000$saltsalt$${HEX}`,
    'argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHQ$aGFzaGhhc2g',
    '*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29',
    '{ssha}q1Z2wM0PpZ9nD2yRr1f8cXo0kG1jS9uQ',
    '{SSHA}q1Z2wM0PpZ9nD2yRr1f8cXo0kG1jS9uQ',
  ])('sees %s', text => {
    expect(isPasswordHash(text)).toBe(true)
  })

  it.each([
    'correct horse battery staple',
    '$ecret$',
    '$1000$ in my $bank$ account',
    'pbkdf2 is slow',
    'scrypt',
    'Tr0ub4dor&3',
    'my$pass$word',
    '{braces}',
    '*stars* and 40 letters are not yet a hash',
    'argon2$argon2id',
    HEX,
    '$$$$$$$$$$$$$$$$$$$$$$$$',
  ])('takes %s for a password', text => {
    expect(isPasswordHash(text)).toBe(false)
  })
})
