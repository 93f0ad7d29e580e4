import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { addClient, addSecret, makePost } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { authenticateClient } from './client-authentication.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const PATH = '/api/token'
const ORIGIN = 'https://you.github.io'
process.env.CORS_ORIGINS = ORIGIN

const basic = (id: string, secret: string) => {
  const pair = [id, secret].map(encodeURIComponent).join(':')
  return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

describe.each(engines)('authenticateClient on %s', engine => {
  let stop: () => Promise<void>
  let byBasic: string
  let byPost: string
  let byKey: string
  let open: string
  const secrets: Record<string, string> = {}
  let privateKey: CryptoKey
  beforeAll(async () => {
    stop = await startStore(engine)
    const pair = await generateKeyPair('ES256')
    privateKey = pair.privateKey
    const jwks = JSON.stringify({ keys: [await exportJWK(pair.publicKey)] })
    const kind = 'confidential'
    byBasic = await addClient({ kind, authMethod: 'client_secret_basic' })
    byPost = await addClient({ kind, authMethod: 'client_secret_post' })
    byKey = await addClient({ kind, authMethod: 'private_key_jwt', jwks })
    open = await addClient()
    for (const id of [byBasic, byPost]) secrets[id] = await addSecret(id)
  }, 60_000)
  afterAll(() => stop())

  const ask = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    authenticateClient(makePost(PATH, fields, headers), fields).then(
      client => client.id,
      error => error.code,
    )
  const secretOf = (id: string) => secrets[id] ?? ''
  const assert = async (differs: Record<string, unknown> = {}, alg = 'ES256') => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: byKey,
      sub: byKey,
      aud: env().publicUrl.origin,
      exp: now + 60,
      jti: crypto.randomUUID(),
      ...differs,
    }
    const client_assertion = await new SignJWT(claims)
      .setProtectedHeader({ alg })
      .sign(alg === 'ES256' ? privateKey : new Uint8Array(32))
    return { client_assertion, client_assertion_type: ASSERTION_TYPE }
  }

  it('takes each client by its own method', async () => {
    expect(await ask({}, basic(byBasic, secretOf(byBasic)))).toBe(byBasic)
    expect(await ask({ client_id: byBasic }, basic(byBasic, secretOf(byBasic)))).toBe(byBasic)
    expect(await ask({ client_id: byPost, client_secret: secretOf(byPost) })).toBe(byPost)
    expect(await ask(await assert())).toBe(byKey)
    expect(await ask({ ...(await assert()), client_id: byKey })).toBe(byKey)
    expect(await ask({ client_id: open })).toBe(open)
    expect(await ask({ client_id: ORIGIN })).toBe(ORIGIN)
  })

  it('refuses any other method', async () => {
    const wrong = [
      ask({ client_id: byBasic, client_secret: secretOf(byBasic) }),
      ask({}, basic(byPost, secretOf(byPost))),
      ask({ client_id: byBasic }),
      ask({ client_id: byPost }),
      ask({ client_id: byKey }),
      ask({}, basic(open, '')),
      ask({ client_id: open, client_secret: 'x' }),
      ask({}, basic(ORIGIN, 'x')),
    ]
    expect(new Set(await Promise.all(wrong))).toEqual(new Set(['invalid_client']))
  })

  it('takes a secret either way to revoke, and nothing but the registered method to ask', async () => {
    const fields = { client_id: byBasic, client_secret: secretOf(byBasic) }
    const askAt = (path: string, sent: Record<string, string>) =>
      authenticateClient(makePost(path, sent), sent).then(
        client => client.id,
        error => error.code,
      )
    expect(await askAt('/api/token/revoke', fields)).toBe(byBasic)
    expect(await askAt('/api/token/revoke', { client_id: byBasic })).toBe('invalid_client')
    expect(await askAt('/api/token/introspect', fields)).toBe('invalid_client')
  })

  it('refuses another secret, that of another client, and none', async () => {
    for (const secret of ['x', secretOf(byPost), '']) {
      expect(await ask({}, basic(byBasic, secret))).toBe('invalid_client')
    }
  })

  it('refuses who is no client', async () => {
    for (const id of ['lk_none', 'https://evil.example', 'http://127.0.0.1:3000', '', 'null']) {
      expect(await ask({ client_id: id })).toBe('invalid_client')
    }
    expect(await ask({})).toBe('invalid_client')
    const off = await addClient({ enabled: false })
    expect(await ask({ client_id: off })).toBe('invalid_client')
  })

  it('takes two secrets while one takes the place of the other', async () => {
    const id = await addClient({ kind: 'confidential', authMethod: 'client_secret_basic' })
    const old = await addSecret(id, new Date(Date.now() + 60_000))
    const gone = await addSecret(id, new Date(Date.now() - 1))
    const fresh = await addSecret(id)
    expect(await ask({}, basic(id, old))).toBe(id)
    expect(await ask({}, basic(id, fresh))).toBe(id)
    expect(await ask({}, basic(id, gone))).toBe('invalid_client')
  })

  it('refuses two methods at once', async () => {
    const secret = secretOf(byBasic)
    const both = { client_id: byBasic, client_secret: secret }
    expect(await ask(both, basic(byBasic, secret))).toBe('invalid_request')
    expect(await ask(await assert(), basic(byBasic, secret))).toBe('invalid_request')
    expect(await ask({ ...(await assert()), client_secret: 'x' })).toBe('invalid_request')
    expect(await ask({ client_id: byPost }, basic(byBasic, secret))).toBe('invalid_request')
    const { client_assertion } = await assert()
    expect(await ask({ client_assertion })).toBe('invalid_request')
  })

  it.each<[string, (now: number) => Record<string, unknown>]>([
    ['another issuer', () => ({ iss: 'lk_other' })],
    ['another subject', () => ({ sub: 'lk_other' })],
    ['another server', () => ({ aud: 'https://evil.example' })],
    ['two audiences', () => ({ aud: ['http://localhost:3000', 'https://evil.example'] })],
    ['one audience in a list', () => ({ aud: ['http://localhost:3000'] })],
    ['another endpoint', () => ({ aud: 'http://localhost:3000/api/par' })],
    ['no expiry', () => ({ exp: undefined })],
    ['one that has expired', now => ({ exp: now - 20 })],
    ['an expiry far ahead', now => ({ exp: now + 700 })],
    ['one that is not good yet', now => ({ nbf: now + 60 })],
    ['no jti', () => ({ jti: undefined })],
    ['a huge jti', () => ({ jti: 'j'.repeat(129) })],
  ])('refuses an assertion with %s', async (_, differ) => {
    const differs = differ(Math.floor(Date.now() / 1000))
    expect(await ask({ ...(await assert(differs)), client_id: byKey })).toBe('invalid_client')
  })

  it('takes an assertion for the endpoint itself, once', async () => {
    const fields = await assert({ aud: `${env().publicUrl.origin}${PATH}` })
    expect(await ask(fields)).toBe(byKey)
    expect(await ask(fields)).toBe('invalid_client')
  })

  it('refuses assertions by a shared key, by nobody, and by another’s key', async () => {
    expect(await ask(await assert({}, 'HS256'))).toBe('invalid_client')
    const { client_assertion: real } = await assert()
    const [, payload] = real.split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    for (const text of [`${none}.${payload}.`, 'a.b.c', 'x']) {
      const fields = { client_assertion: text, client_assertion_type: ASSERTION_TYPE }
      expect(await ask({ ...fields, client_id: byKey })).toBe('invalid_client')
    }
    const other = await generateKeyPair('ES256')
    const jwks = JSON.stringify({ keys: [await exportJWK(other.publicKey)] })
    await db().client.update({ where: { id: byKey }, data: { jwks } })
    expect(await ask(await assert())).toBe('invalid_client')
    const [key] = JSON.parse(jwks).keys
    const own = await exportJWK((await generateKeyPair('ES256')).publicKey)
    // Without a `kid` each is tried.
    await db().client.update({
      where: { id: byKey },
      data: { jwks: JSON.stringify({ keys: [own, key] }) },
    })
    privateKey = other.privateKey
    expect(await ask(await assert())).toBe(byKey)
  })

  it('records a failure, and limits those of one client from one address', async () => {
    const id = await addClient({ kind: 'confidential', authMethod: 'client_secret_basic' })
    const secret = await addSecret(id)
    const failed = await Promise.all(Array.from({ length: 101 }, () => ask({}, basic(id, 'wrong'))))
    expect(failed.filter(code => code === 'limited')).toHaveLength(1)
    expect(await ask({}, basic(id, secret))).toBe(id)
    const event = await db().auditEvent.findFirst({ where: { targetUid: id } })
    expect(event).toMatchObject({ action: 'token_issue', result: 'refused' })
    expect(event?.detail).toContain('client_authentication')
  })
})
