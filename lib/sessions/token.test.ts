import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  computeKid,
  forgeToken,
  NEWEST_SECRET,
  NOW_SECONDS,
  OLDER_SECRET,
  shiftLastCharacter,
  tokenEnv,
  validClaims,
  validHeader,
} from './token.fixture.ts'
import { signToken, verifyToken } from './token.ts'

Object.assign(process.env, tokenEnv)

const bearer = { userId: 7, sessionId: validClaims.sid }
const sound = forgeToken(validClaims)
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

describe('signToken', () => {
  it('writes the header and the claims that verifyToken expects, and no others', async () => {
    const expiresAt = new Date((NOW_SECONDS + 600) * 1000)
    const token = await signToken({ userId: 7, sessionId: validClaims.sid, uid: 'toby', expiresAt })
    expect(await verifyToken(token)).toEqual(bearer)
    const [head, body] = token.split('.')
    expect(decode(head)).toEqual(validHeader)
    expect(decode(body)).toEqual({
      ...validClaims,
      iat: expect.any(Number),
      exp: NOW_SECONDS + 600,
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
    })
  })

  it('makes two tokens of one session differ', async () => {
    const input = { userId: 7, sessionId: validClaims.sid, uid: 'toby', expiresAt: new Date() }
    expect(await signToken(input)).not.toBe(await signToken(input))
  })

  it('makes a token that expires at expiresAt', async () => {
    const input = { userId: 7, sessionId: validClaims.sid, uid: 'toby', expiresAt: new Date() }
    expect(await verifyToken(await signToken(input))).toBeNull()
  })
})

describe('verifyToken', () => {
  const older = { ...validHeader, kid: computeKid(OLDER_SECRET) }
  const twice = JSON.stringify(validClaims).replace('{', '{"sub":"8",')

  it.each([
    ['of our newest key', sound],
    ['of an older key of SECRET_KEY', forgeToken(validClaims, older, OLDER_SECRET)],
    ['with a past nbf', forgeToken({ ...validClaims, nbf: NOW_SECONDS - 1 })],
    ['that names a claim twice (the last counts, as in JSON.parse)', forgeToken(twice)],
    ['one byte longer', forgeToken({ ...validClaims, uid: 'tobyx' })],
    ['two bytes longer', forgeToken({ ...validClaims, uid: 'tobyxy' })],
    [
      'of a session as old as SESSION_MAX allows',
      forgeToken({ ...validClaims, iat: NOW_SECONDS - 86_340 }),
    ],
  ])('accepts a token %s', async (_name, token) => {
    expect(await verifyToken(token)).toEqual(bearer)
  })

  it('refuses a token that has expired since it was verified', async () => {
    const token = forgeToken({ ...validClaims, exp: NOW_SECONDS + 600 })
    expect(await verifyToken(token)).toEqual(bearer)
    vi.setSystemTime((NOW_SECONDS + 600) * 1000)
    expect(await verifyToken(token)).toBeNull()
    vi.useRealTimers()
  })

  it('refuses a token with one changed character', async () => {
    for (let end = 1; end <= sound.length; end++) {
      if (sound[end - 1] === '.') continue
      const changed = shiftLastCharacter(sound.slice(0, end)) + sound.slice(end)
      expect(await verifyToken(changed), `character ${end}`).toBeNull()
    }
  })

  it('refuses a token that was cut, or repeated after a cut', async () => {
    for (let end = 1; end < sound.length; end++) {
      expect(await verifyToken(sound.slice(0, end))).toBeNull()
      expect(await verifyToken(sound.slice(0, end) + sound)).toBeNull()
    }
  })

  it('never throws, and accepts no other string', async () => {
    const noise = fc.string({ unit: 'binary' })
    const piece = fc.oneof(noise, fc.base64String(), fc.constantFrom(...sound.split('.')))
    const dotted = fc.array(piece, { maxLength: 5 }).map(parts => parts.join('.'))
    const long = fc.string({ unit: 'binary', maxLength: 5000 })
    await fc.assert(
      fc.asyncProperty(fc.oneof(dotted, long), async token => {
        fc.pre(token !== sound)
        expect(await verifyToken(token)).toBeNull()
      }),
    )
  })

  it('does not throw for any payload that our key has signed', async () => {
    const names = ['sid', 'uid', 'iss', 'aud', 'sub', 'iat', 'nbf', 'exp', 'jti', '__proto__']
    const change = fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 2 })
    const altered = change.map(changes => JSON.stringify({ ...validClaims, ...changes }))
    await fc.assert(
      fc.asyncProperty(fc.oneof(altered, fc.json(), fc.string()), async payload => {
        const verified = await verifyToken(forgeToken(payload, validHeader, NEWEST_SECRET))
        if (verified) expect(Number.isSafeInteger(verified.userId)).toBe(true)
      }),
    )
  })
})
