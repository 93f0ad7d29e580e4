import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PASSWORDS } from '../../e2e/fixtures/flask/passwords.ts'
import { compareHash, findHashFault, makeHash } from './hash.ts'

const users = readFileSync(new URL('../../e2e/fixtures/flask/users.sql', import.meta.url), 'utf8')
const hashOf = (uid: string) => new RegExp(`'${uid}','[^']*','([^']*)'`).exec(users)?.[1] ?? ''

// argon2-cffi 21.1, and Debian's python3-bcrypt 3.2.
const others = [
  ['$2b$04$lns..sokVBsioHCGlweT..pXNhSdOZStZFjddylZREV0nWhR5u2q2', '123sample'],
  ['$2a$04$mHsP1asBBBC6uMtqQXQkQeYHAVunuc48BZIeuAYOw6/77qAuQUS3m', '123sample'],
  ['$argon2id$v=19$m=102400,t=2,p=8$qUoUwJWlyBQBccXouN9u4g$ScnNl/r2AEh8LZNyTposuw', '123sample'],
  ['$argon2id$v=19$m=1024,t=2,p=1$z5vPrQPOPu8jQtDDKh3xqw$xEsuEkSZn5011Dwtlz/GSQ', 'pä ss✓wörd'],
  ['$argon2i$v=19$m=64,t=1,p=2$cqzKNRlrBpDO7lD+yu/5gw$34CgmyQXCqkuJqagNJoTmw', '123sample'],
  ['$argon2d$v=19$m=64,t=1,p=2$eBlIRjcdR65BSX3wDk9u4Q$vMaPXtSZ43055TjRHIy/ww', '123sample'],
] as const

const salted = (start: string, digits: number) => `${start}$salt$${'0'.repeat(digits)}`

describe('hashes of other programs', () => {
  it.each(Object.entries(PASSWORDS))(
    'compares the Werkzeug hash of %s, and asks for one of ours',
    (uid, password) => {
      const stored = hashOf(uid)
      expect(stored).toMatch(/^(pbkdf2|scrypt)[:$]/)
      expect(findHashFault(stored)).toBeNull()
      expect(compareHash(password, stored, 4)).toEqual({ ok: true, rehash: true })
      for (const wrong of [`${password} `, password.slice(1), '']) {
        expect(compareHash(wrong, stored, 4)).toEqual({ ok: false, rehash: false })
      }
    },
  )

  it.each(others)('compares %s', (stored, password) => {
    expect(findHashFault(stored)).toBeNull()
    expect(compareHash(password, stored, 5)).toEqual({ ok: true, rehash: true })
    expect(compareHash(`${password}x`, stored, 5).ok).toBe(false)
  })

  it('finds nothing wrong with a hash of ours in either form', () => {
    for (const password of ['abcdefgh', 'é'.repeat(60)]) {
      expect(findHashFault(makeHash(password, 4))).toBeNull()
    }
  })

  it('the hash of an empty password matches no text that cannot be a password', () => {
    const ofNothing = 'pbkdf2:sha1:1$salt$a33dddc30478185515311f8752895d36ea4363a2'
    expect(compareHash('', ofNothing, 4).ok).toBe(true)
    expect(compareHash('\ud800', ofNothing, 4).ok).toBe(false)
    expect(compareHash('a'.repeat(2049), ofNothing, 4).ok).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['plain text', hashOf('plain')],
    ['a fast hash', hashOf('quick')],
    ['MD5', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['another function of PBKDF2', salted('pbkdf2:md5:1000', 32)],
    ['no salt', `pbkdf2:sha256:1000$$${'0'.repeat(64)}`],
    ['a digest that is too short', salted('pbkdf2:sha256:1000', 62)],
    ['a digest of another function, four times the work', salted('pbkdf2:sha1:1000', 128)],
    ['no number', salted('pbkdf2:sha256:-1', 64)],
    ['no iterations', salted('pbkdf2:sha256:0', 64)],
    ['half of the parameters', salted('scrypt:32768:8', 128)],
    [
      'Argon2 of before 2016',
      '$argon2id$v=16$m=64,t=1,p=2$cqzKNRlrBpDO7lD+yu/5gw$34CgmyQXCqkuJqagNJoTmw',
    ],
    ['bcrypt with a short salt', '$2b$04$lns..sok'],
    ['text before it', ` ${hashOf('toby')}`],
    ['text after it', `${hashOf('toby')}\n`],
  ])('refuses %s', (_, stored) => {
    expect(findHashFault(stored)).toContain('of no kind that is taken')
    expect(compareHash('', stored, 4).ok).toBe(false)
  })

  const argon2 = (setting: string) =>
    `$argon2id$v=19$${setting}$cqzKNRlrBpDO7lD+yu/5gw$34CgmyQXCqkuJqagNJoTmw`
  it.each([
    ['iterations', hashOf('heavy')],
    ['digits of iterations', salted('pbkdf2:sha256:9999999999', 64)],
    ['memory of scrypt', salted('scrypt:131072:8:1', 128)],
    ['blocks of scrypt', salted('scrypt:4096:1:512', 128)],
    ['work of scrypt', salted('scrypt:32768:8:5', 128)],
    ['no power of two', salted('scrypt:32767:8:1', 128)],
    ['memory of Argon2', argon2('m=131073,t=1,p=1')],
    ['passes of Argon2', argon2('m=65536,t=7,p=1')],
    ['lanes of Argon2', argon2('m=1024,t=1,p=17')],
    ['too little memory for its lanes', argon2('m=8,t=1,p=2')],
    ['rounds of bcrypt', '$2b$16$lns..sokVBsioHCGlweT..pXNhSdOZStZFjddylZREV0nWhR5u2q2'],
  ])('refuses too much: %s', (_, stored) => {
    expect(findHashFault(stored)).toContain('more time or memory')
  })
})
