import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { listPublicKeys } from '#lib/sessions/keys/rotation.ts'
import { makeImage } from '../../e2e/fixtures/images.ts'
import { addCode, askForTokens, signInAtClient } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { ClientChanges, NewClient } from './client-input.ts'
import {
  addClient,
  changeClient,
  listClients,
  MAX_CLIENTS,
  readClient,
  removeClient,
} from './client-store.ts'
import { findClient } from './find-client.ts'

const BACK = 'https://wiki.example/back'
const PUBLIC = { name: 'App', kind: 'public', returnAddresses: [BACK] }

describe.each(engines)('registered clients on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
  })
  afterAll(() => stop())

  const add = (differs: object = {}) => addClient(admin, NewClient.parse({ ...PUBLIC, ...differs }))
  const change = (id: string, changes: object) =>
    changeClient(admin, id, ClientChanges.parse(changes))
  const addConfidential = (differs: object = {}) => add({ kind: 'confidential', ...differs })

  test('one that is registered is a client, with what was left out by default', async () => {
    const added = await add()
    expect(added).toEqual({
      client_id: expect.stringMatching(/^lk_[\w-]{22}$/),
      name: 'App',
      kind: 'public',
      returnAddresses: [BACK],
      postLogoutAddresses: [],
      scopes: ['openid', 'profile', 'email'],
      consent: true,
      authMethod: 'none',
      jwks: null,
      pkce: true,
      idTokenAlg: 'ES256',
      logo: null,
      enabled: true,
      secrets: [],
      addedBy: admin.uid,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    })
    expect(await findClient(added.client_id)).toMatchObject({ kind: 'public', consent: 'once' })
    expect(await readClient(admin, added.client_id)).toEqual(added)
    expect((await listClients(admin)).map(({ client_id }) => client_id)).toContain(added.client_id)
  })

  test('a confidential one is given a secret once', async () => {
    const { client_secret, ...added } = await addConfidential()
    expect(client_secret).toMatch(/^[\w-]{43}$/)
    expect(added).toMatchObject({
      authMethod: 'client_secret_basic',
      secrets: [{ expiresAt: null }],
    })
    expect(await readClient(admin, added.client_id)).toEqual(added)
    const kept = JSON.stringify(await db().clientSecret.findMany())
    expect(kept).not.toContain(client_secret)
  })

  test('the key of one that knows only RS256 is published before it is used', async () => {
    const kinds = async () => (await listPublicKeys()).keys.map(({ alg }) => alg)
    expect(await kinds()).not.toContain('RS256')
    const { client_id } = await add()
    await change(client_id, { idTokenAlg: 'RS256' })
    await expect.poll(kinds).toContain('RS256')
  })

  test('a change says which fields it changed, and nothing of them', async () => {
    const { client_id } = await add()
    const changed = await change(client_id, {
      name: 'Wiki',
      scopes: 'email openid',
      consent: true,
      postLogoutAddresses: ['https://wiki.example/'],
    })
    expect(changed).toMatchObject({ name: 'Wiki', scopes: ['openid', 'email'] })
    expect(changed.postLogoutAddresses).toEqual(['https://wiki.example/'])
    const events = await db().auditEvent.findMany({ where: { targetUid: client_id } })
    expect(events.map(({ action, detail }) => [action, detail])).toEqual([
      ['client_add', '{"kind":"public"}'],
      ['client_change', '{"fields":"name postLogoutAddresses scopes"}'],
    ])
    await change(client_id, { name: 'Wiki' })
    expect(await db().auditEvent.count({ where: { targetUid: client_id } })).toBe(2)
  })

  test('secrets come and go with the method that uses them', async () => {
    const { client_id } = await addConfidential()
    const { publicKey } = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign'])
    const jwks = { keys: [await crypto.subtle.exportKey('jwk', publicKey)] }
    const byKey = await change(client_id, { authMethod: 'private_key_jwt', jwks })
    expect(byKey).toMatchObject({ secrets: [], jwks: { keys: [{ kty: 'OKP' }] } })
    expect(byKey.client_secret).toBe(undefined)
    const bySecret = await change(client_id, { authMethod: 'client_secret_post' })
    expect(bySecret).toMatchObject({ jwks: null, secrets: [{ expiresAt: null }] })
    expect(bySecret.client_secret).toMatch(/^[\w-]{43}$/)
  })

  test('a logo is encoded again, and anything else refused', async () => {
    const picture = `data:image/jpeg;base64,${(await makeImage('jpeg')).toString('base64')}`
    const { client_id, logo } = await add({ logo: picture })
    expect(logo).toMatch(/^data:image\/webp;base64,/)
    expect((await change(client_id, { name: 'Other' })).logo).toBe(logo)
    expect((await change(client_id, { logo: null })).logo).toBe(null)
    const svg = `data:image/svg+xml;base64,${btoa('<svg xmlns="http://www.w3.org/2000/svg"/>')}`
    for (const wrong of ['', 'https://wiki.example/logo.png', 'data:text/html,hi', svg]) {
      await expect(change(client_id, { logo: wrong })).rejects.toMatchObject({
        status: 400,
        errors: [{ path: 'logo', message: expect.stringMatching(/image/) }],
      })
    }
  })

  test.each([
    ['disabled', (id: string) => change(id, { enabled: false })],
    ['removed', (id: string) => removeClient(admin, id)],
  ])('one that is %s loses sessions, codes and pushed requests at once', async (_, end) => {
    const [{ client_id: id }, { client_id: other }] = [await add(), await add()]
    const viewer = await addViewer()
    const kept: unknown[] = []
    for (const clientId of [id, other]) {
      const { refresh_token } = await signInAtClient(viewer, clientId)
      const { code, verifier } = await addCode(viewer, clientId)
      const expiresAt = new Date(Date.now() + 60_000)
      const row = { id: crypto.randomUUID(), clientId, parameters: '', expiresAt }
      await db().pushedRequest.create({ data: row })
      kept.push(refresh_token, code, verifier)
    }
    const live = (clientId: string) =>
      Promise.all([
        db().session.count({ where: { clientId, revokedAt: null } }),
        db().authorizationCode.count({ where: { clientId } }),
        db().pushedRequest.count({ where: { clientId } }),
      ])
    expect(await live(id)).toEqual([1, 2, 1])
    await end(id)
    expect(await live(id)).toEqual([0, 0, 0])
    expect(await live(other)).toEqual([1, 2, 1])
    const refresh = { grant_type: 'refresh_token', refresh_token: String(kept[0]), client_id: id }
    await expect(askForTokens(refresh)).rejects.toMatchObject({ code: 'invalid_client' })
    if (await db().client.count({ where: { id } })) {
      await change(id, { enabled: true })
      await expect(askForTokens(refresh)).rejects.toMatchObject({ code: 'invalid_grant' })
    }
  })

  test('one that is removed is forgotten, with what people have allowed it', async () => {
    const { client_id: clientId } = await addConfidential()
    const viewer = await addViewer()
    await db().consent.create({
      data: { userId: viewer.id, clientId, scope: 'openid', createdAt: new Date() },
    })
    await removeClient(admin, clientId)
    expect(await db().consent.count({ where: { clientId } })).toBe(0)
    expect(await db().clientSecret.count({ where: { clientId } })).toBe(0)
    const gone = [
      () => readClient(admin, clientId),
      () => change(clientId, { name: 'Ghost' }),
      () => removeClient(admin, clientId),
      () => readClient(admin, 'lk_\0'),
    ]
    for (const act of gone) await expect(act()).rejects.toMatchObject({ code: 'unknown_client' })
  })

  test('409: too many', async () => {
    const row = await db().client.findFirstOrThrow()
    const rows = Array.from({ length: MAX_CLIENTS }, (_, i) => ({ ...row, id: `lk_${i}` }))
    await db().client.createMany({ data: rows })
    await expect(add()).rejects.toMatchObject({ status: 409, code: 'clients_full' })
    await db().client.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })
  })

  test('403: only administrators', async () => {
    const viewer = await addViewer()
    const { client_id } = await add()
    const tried = [
      () => listClients(viewer),
      () => readClient(viewer, client_id),
      () => addClient(viewer, NewClient.parse(PUBLIC)),
      () => changeClient(viewer, client_id, { enabled: false }),
      () => removeClient(viewer, client_id),
    ]
    for (const act of tried) await expect(act()).rejects.toMatchObject({ status: 403 })
  })
})
