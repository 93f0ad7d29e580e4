import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { signAccessToken, verifyAccessToken, verifyBearer } from './access-token.ts'
import { signToken, verifyToken } from './token.ts'

const sid = '0b0cbd5c-9f0e-4e0a-8a55-3a2f3b1d7c11'
const holder = { userId: 7, sessionId: sid, uid: 'toby', role: 'Editor' }
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000)
const sign = (expiresAt = inSeconds(3600), resource = '') =>
  signAccessToken({ ...holder, expiresAt, resource })
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

let stop: () => Promise<void>
beforeAll(async () => {
  stop = await startStore('sqlite')
})
afterAll(() => stop())

describe('signAccessToken', () => {
  it('writes the header and the claims of RFC 9068, and no others', async () => {
    const before = Math.floor(Date.now() / 1000)
    const { token, expiresIn } = await sign()
    const after = Math.floor(Date.now() / 1000)
    const [head, body] = token.split('.')
    expect(Buffer.from(head ?? '', 'base64url').toString()).toMatch(
      /^\{"alg":"ES256","kid":"[\w-]{43}","typ":"at\+jwt"\}$/,
    )
    const { iat } = decode(body)
    const own = env().publicUrl.origin
    expect(decode(body)).toEqual({
      iss: own,
      aud: own,
      sub: '7',
      sid,
      uid: 'toby',
      role: 'Editor',
      iat,
      exp: iat + 600,
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
    })
    expect([expiresIn, before <= iat && iat <= after]).toEqual([600, true])
  })

  it('has one audience, and is worth nothing here when that is another server', async () => {
    const { audiences } = env()
    env().audiences = [...audiences, 'https://notes.example']
    const here = (await sign()).token
    const there = (await sign(inSeconds(3600), 'https://notes.example')).token
    expect(decode(here.split('.')[1]).aud).toBe(env().publicUrl.origin)
    expect(decode(there.split('.')[1]).aud).toBe('https://notes.example')
    expect(await verifyAccessToken(here)).toEqual({ userId: 7, sessionId: sid })
    expect(await verifyAccessToken(there)).toBeNull()
    env().audiences = audiences
  })

  it('makes a token that expires with the session at the latest', async () => {
    const expiresAt = inSeconds(90)
    const { token, expiresIn } = await sign(expiresAt)
    const { exp, iat } = decode(token.split('.')[1])
    expect(exp).toBe(Math.floor(+expiresAt / 1000))
    expect(exp - iat).toBe(expiresIn)
    expect(await verifyAccessToken((await sign(new Date())).token)).toBeNull()
  })
})

describe('verifyAccessToken', () => {
  it('accepts what signAccessToken makes, every time', async () => {
    for (let i = 0; i < 20; i++) {
      expect(await verifyAccessToken((await sign()).token)).toEqual({ userId: 7, sessionId: sid })
    }
  })

  it('refuses a token with one changed character', async () => {
    const { token } = await sign()
    for (let at = 0; at < token.length; at++) {
      if (token[at] === '.') continue
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'E' : 'A') + token.slice(at + 1)
      expect(await verifyAccessToken(changed), `character ${at}`).toBeNull()
    }
  })

  it('never throws, and accepts no other string', async () => {
    const { token } = await sign()
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...token.split('.')))
    const dotted = fc.array(piece, { maxLength: 5 }).map(parts => parts.join('.'))
    await fc.assert(
      fc.asyncProperty(fc.oneof(dotted, fc.string({ maxLength: 5000 })), async text => {
        fc.pre(text !== token)
        expect(await verifyAccessToken(text)).toBeNull()
      }),
    )
  })

  it('refuses the token of a cookie, which verifyBearer accepts', async () => {
    const token = await signToken({ ...holder, expiresAt: inSeconds(60) })
    expect(await verifyAccessToken(token)).toBeNull()
    expect(await verifyBearer(token)).toEqual({ userId: 7, sessionId: sid })
    expect(await verifyBearer((await sign()).token)).toEqual({ userId: 7, sessionId: sid })
  })

  it('never takes a token for one of the other kind, even if it was verified before', async () => {
    const bearer = { userId: 7, sessionId: sid }
    const [cookie, { token }] = [
      await signToken({ ...holder, expiresAt: inSeconds(60) }),
      await sign(),
    ]
    expect([await verifyToken(cookie), await verifyAccessToken(token)]).toEqual([bearer, bearer])
    expect([await verifyToken(token), await verifyAccessToken(cookie)]).toEqual([null, null])
  })
})
