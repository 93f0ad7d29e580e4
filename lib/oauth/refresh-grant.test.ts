import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { makeDpopNonce } from '#lib/dpop/nonce.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { hashRefreshToken } from '#lib/sessions/refresh-token.ts'
import { createDpopKey, type DpopKey } from '../../e2e/fixtures/dpop.ts'
import {
  addClient,
  addCode,
  addSecret,
  askForTokens,
  signInAtClient,
  toUrl,
} from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInForTokens } from '../../e2e/fixtures/sign-in.ts'
import { addUser, addViewer, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { decodeToken } from '../../e2e/fixtures/tokens.ts'

describe.each(engines)('the grant of a refresh token on %s', engine => {
  let stop: () => Promise<void>
  let viewer: Viewer
  let clientId: string
  beforeAll(async () => {
    stop = await startStore(engine)
    viewer = await addViewer()
    clientId = await addClient()
  }, 60_000)
  afterAll(() => stop())

  const refresh = (
    refresh_token: string,
    differs: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => askForTokens({ grant_type: 'refresh_token', refresh_token, ...differs }, headers)
  const codeOf = (asked: Promise<unknown>) => asked.then(String, error => error.code)
  const prove = async (key: DpopKey) => ({
    DPoP: await key.prove('POST', toUrl('/api/token'), { nonce: makeDpopNonce() }),
  })

  it('gives a client the next tokens, and an ID token of the same sign-in', async () => {
    const first = await signInAtClient(viewer, clientId, { nonce: 'n' })
    const second = await refresh(first.refresh_token, { client_id: clientId })
    expect(second).toMatchObject({ token_type: 'Bearer', scope: first.scope })
    const [old, fresh] = [first, second].map(one => decodeToken(one.id_token ?? '').payload)
    expect(fresh).toMatchObject({
      iss: old?.iss,
      sub: old?.sub,
      aud: old?.aud,
      sid: old?.sid,
      auth_time: old?.auth_time,
    })
    expect(fresh).not.toHaveProperty('nonce')
  })

  it('needs the client, and uses nothing up for another', async () => {
    const { refresh_token } = await signInAtClient(viewer, clientId)
    const other = await addClient()
    expect(await codeOf(refresh(refresh_token))).toBe('invalid_client')
    expect(await codeOf(refresh(refresh_token, { client_id: other }))).toBe('invalid_grant')
    expect(await codeOf(refresh(refresh_token, { client_id: 'lk_none' }))).toBe('invalid_client')
    const { usedAt } = await db().refreshToken.findUniqueOrThrow({
      where: { id: hashRefreshToken(refresh_token) },
    })
    expect(usedAt).toBeNull()
    expect((await refresh(refresh_token, { client_id: clientId })).access_token).toBeTruthy()
  })

  it('needs the secret of a client that has one, for a repeat too', async () => {
    const id = await addClient({ kind: 'confidential', authMethod: 'client_secret_post' })
    const secret = { client_id: id, client_secret: await addSecret(id) }
    const { refresh_token } = await signInConfidential(id, secret)
    expect(await codeOf(refresh(refresh_token, { client_id: id }))).toBe('invalid_client')
    const next = await refresh(refresh_token, secret)
    expect(await codeOf(refresh(refresh_token, { client_id: id }))).toBe('invalid_client')
    expect((await refresh(refresh_token, secret)).refresh_token).toBe(next.refresh_token)
  })

  it('ends with its client', async () => {
    const id = await addClient()
    const { refresh_token } = await signInAtClient(viewer, id)
    await db().client.update({ where: { id }, data: { enabled: false } })
    expect(await codeOf(refresh(refresh_token, { client_id: id }))).toBe('invalid_client')
  })

  it('narrows the scope of the access token, and no more than once', async () => {
    const { refresh_token } = await signInAtClient(viewer, clientId)
    const narrow = await refresh(refresh_token, { client_id: clientId, scope: 'email openid' })
    expect(narrow.scope).toBe('openid email')
    expect(decodeToken(narrow.access_token).payload.scope).toBe('openid email')
    const wide = await refresh(narrow.refresh_token, { client_id: clientId })
    expect(wide.scope).toBe('openid profile email')
  })

  it('never widens it', async () => {
    const { refresh_token } = await signInAtClient(viewer, clientId, { scope: 'openid' })
    for (const scope of ['openid email', 'offline_access', 'OPENID']) {
      const asked = refresh(refresh_token, { client_id: clientId, scope })
      expect(await codeOf(asked)).toBe('invalid_scope')
    }
    expect((await refresh(refresh_token, { client_id: clientId })).scope).toBe('openid')
  })

  it('needs a proof by its key, each time', async () => {
    const [key, other] = [await createDpopKey(), await createDpopKey()]
    const first = await signInAtClient(viewer, clientId, {}, await prove(key))
    expect(first.token_type).toBe('DPoP')
    const client = { client_id: clientId }
    expect(await codeOf(refresh(first.refresh_token, client))).toBe('invalid_grant')
    const stolen = refresh(first.refresh_token, client, await prove(other))
    expect(await codeOf(stolen)).toBe('invalid_grant')
    const second = await refresh(first.refresh_token, client, await prove(key))
    expect(second.token_type).toBe('DPoP')
    expect(decodeToken(second.access_token).payload.cnf).toEqual({ jkt: key.jkt })
  })

  it('takes no proof for a session that is bound to no key', async () => {
    const { refresh_token } = await signInAtClient(viewer, clientId)
    const asked = refresh(
      refresh_token,
      { client_id: clientId },
      await prove(await createDpopKey()),
    )
    expect(await codeOf(asked)).toBe('invalid_grant')
  })

  it('needs no client for a session that has none', async () => {
    const { uid } = await addUser()
    const client = { address: '192.0.2.1', agent: 'test', origin: '' }
    const { refresh_token } = await signInForTokens({ uid, password: PASSWORD }, client)
    const next = await refresh(refresh_token, { client_id: 'anything', scope: 'anything' })
    expect(next).not.toHaveProperty('scope')
    expect(next).not.toHaveProperty('id_token')
  })

  it('binds a session by password to the key of its proof', async () => {
    const { uid } = await addUser()
    const key = await createDpopKey()
    const grant = { grant_type: 'password', uid, password: PASSWORD }
    const tokens = await askForTokens(grant, await prove(key))
    expect(tokens.token_type).toBe('DPoP')
    expect(decodeToken(tokens.access_token).payload.cnf).toEqual({ jkt: key.jkt })
    expect(await codeOf(refresh(tokens.refresh_token))).toBe('invalid_grant')
    expect((await refresh(tokens.refresh_token, {}, await prove(key))).token_type).toBe('DPoP')
  })

  it('needs a nonce in a proof, and takes each once', async () => {
    const { uid } = await addUser()
    const key = await createDpopKey()
    const grant = { grant_type: 'password', uid, password: PASSWORD }
    const DPoP = await key.prove('POST', toUrl('/api/token'))
    expect(await codeOf(askForTokens(grant, { DPoP }))).toBe('use_dpop_nonce')
    const good = await prove(key)
    expect((await askForTokens(grant, good)).token_type).toBe('DPoP')
    expect(await codeOf(askForTokens(grant, good))).toBe('invalid_dpop_proof')
  })

  async function signInConfidential(id: string, secret: Record<string, string>) {
    const { code, verifier } = await addCode(viewer, id)
    const fields = { grant_type: 'authorization_code', code, code_verifier: verifier }
    return askForTokens({ ...fields, ...secret })
  }
})
