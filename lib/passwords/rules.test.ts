import { beforeAll, describe, expect, it } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'
import { requireGoodPassword } from './rules.ts'

const owner = { uid: 'hop.1906', name: 'Grace Hopper', email: 'amazing.grace@navy.example' }

const refusalOf = (password: string, of: typeof owner = owner) =>
  requireGoodPassword(password, of).then(
    () => null,
    error => ({ status: error.status, errors: error.errors }),
  )

beforeAll(() => {
  const PUBLIC_URL = 'https://auth.shop-keeper.example'
  Object.assign(process.env, {
    SECRET_KEY: 'a-key-of-32-bytes-for-this-test-only',
    PUBLIC_URL,
    TRUST_PROXY: '1',
  })
})

describe('requireGoodPassword', () => {
  it.each(['password1', 'PASSWORD1', 'Pässword1', 'ｐａｓｓｗｏｒｄ１', '12345678', 'qwertyuiop'])(
    'refuses the common %s',
    async password => {
      expect(await refusalOf(password)).toEqual({
        status: 400,
        errors: [{ path: 'password', message: expect.stringContaining('guessers try') }],
      })
    },
  )

  it.each([
    'hop.1906',
    'HOP.1906HOP.1906',
    'GraceHopper1906!',
    'Gräce Höpper',
    'hopper--hopper',
    'amazing.grace',
    'Amazing-123456',
    'latchkey',
    'Latchkey2026!',
    'auth.shop-keeper.example',
    '123shopkeeper',
    'shopkeeper-grace',
  ])('refuses %s, which is made of names', async password => {
    expect(await refusalOf(password)).toEqual({
      status: 400,
      errors: [{ path: 'password', message: expect.stringContaining('made of names') }],
    })
  })

  it.each([
    `pbkdf2:sha256:1000$saltsalt$${'0123456789abcdef'.repeat(4)}`,
    `scrypt:32768:8:1$salt$${'0123456789abcdef'.repeat(8)}`,
    '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
    '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA',
    'pbkdf2_sha256$600000$salt$q1Z2wM0PpZ9nD2yRr1f8cXo0kG1jS9uQ=',
    '{SSHA}q1Z2wM0PpZ9nD2yRr1f8cXo0kG1jS9uQ',
  ])('refuses %s, which is a hash', async password => {
    expect(await refusalOf(password)).toEqual({
      status: 400,
      errors: [{ path: 'password', message: expect.stringContaining('hash of a password') }],
    })
  })

  it.each([
    'nanosecond-30cm',
    'grace likes tea',
    'primrose-path',
    'hopper 83749283749823',
    'a lone 🔑🔑🔑🔑🔑🔑',
    '8675309-5551212',
    'kR7vexil4m',
  ])('takes %s', async password => {
    expect(await refusalOf(password)).toBeNull()
  })

  it('does not count single letters as names', async () => {
    expect(await refusalOf('an apple a day', { ...owner, name: 'A', uid: 'an' })).toBeNull()
  })

  it('knows the 3000 most common passwords that are long enough', async () => {
    const { dictionary } = await import('@zxcvbn-ts/language-common')
    const long = dictionary['passwords-common'].filter(word => word.length >= 8)
    expect(long.length).toBeGreaterThan(3000)
    for (const word of long.slice(0, 3000)) expect(await isCommonPassword(word)).toBe(true)
  })
})
