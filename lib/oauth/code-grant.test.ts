import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { endOwnSession } from '#lib/sessions/end-sessions.ts'
import { CALLBACK } from '../../e2e/fixtures/oauth-rows.ts'
import { addClient, addCode, askForTokens, signInAtClient } from '../../e2e/fixtures/oauth-store.ts'
import { opensAccount } from '../../e2e/fixtures/opens-account.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { decodeToken } from '../../e2e/fixtures/tokens.ts'

const AUDIENCE = 'https://notes.example.org'
const ORIGIN = 'https://you.github.io'
process.env.CORS_ORIGINS = ORIGIN

describe.each(engines)('the grant of a code on %s', engine => {
  let stop: () => Promise<void>
  let viewer: Viewer
  let clientId: string
  beforeAll(async () => {
    stop = await startStore(engine)
    env().audiences = [AUDIENCE]
    viewer = await addViewer()
    clientId = await addClient()
  }, 60_000)
  afterAll(() => stop())

  const codeOf = (asked: Promise<unknown>) => asked.then(String, error => error.code)
  const exchange = (
    { code, verifier }: { code: string; verifier: string },
    differs: Record<string, string> = {},
  ) =>
    askForTokens({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      client_id: clientId,
      ...differs,
    })
  const isAlive = (token: string) => opensAccount(new Headers({ Authorization: `Bearer ${token}` }))
  const rowOf = (token: string) => {
    const id = String(decodeToken(token).payload.sid)
    return db().session.findUniqueOrThrow({ where: { id } })
  }

  it('begins a session that hangs on the person’s own, for this client', async () => {
    const tokens = await exchange(await addCode(viewer, clientId, { nonce: 'n' }))
    expect(tokens).toMatchObject({ token_type: 'Bearer', scope: 'openid profile email' })
    expect(await rowOf(tokens.access_token)).toMatchObject({
      userId: viewer.id,
      parentId: viewer.sessionId,
      clientId,
      scope: 'openid profile email',
      jkt: null,
      amr: 'pwd',
      kind: 'bearer',
      resource: '',
    })
    const { payload } = decodeToken(tokens.access_token)
    expect(payload).toMatchObject({ client_id: clientId, scope: 'openid profile email' })
    expect(payload).not.toHaveProperty('cnf')
    expect(decodeToken(tokens.id_token ?? '').payload).toMatchObject({
      aud: clientId,
      nonce: 'n',
      sid: viewer.sessionId,
    })
  })

  it('gives no ID token without openid', async () => {
    const tokens = await signInAtClient(viewer, clientId, { scope: 'email' })
    expect(tokens).not.toHaveProperty('id_token')
    expect(tokens.scope).toBe('email')
  })

  it('takes the return address, or none', async () => {
    const made = await addCode(viewer, clientId)
    expect((await exchange(made, { redirect_uri: CALLBACK })).access_token).toBeTruthy()
  })

  it('is for the server that the code is for', async () => {
    const tokens = await signInAtClient(viewer, clientId, { resource: AUDIENCE })
    expect(decodeToken(tokens.access_token).payload.aud).toBe(AUDIENCE)
    const here = await addCode(viewer, clientId)
    expect(await codeOf(exchange(here, { resource: AUDIENCE }))).toBe('invalid_target')
    expect(await codeOf(exchange(here, { resource: 'https://evil.example' }))).toBe(
      'invalid_target',
    )
    expect((await exchange(here, { resource: env().publicUrl.origin })).scope).toBeTruthy()
  })

  it('lets pages of an allowed origin act for whoever signed in', async () => {
    const origin = await signInAtClient(viewer, ORIGIN)
    expect(await isAlive(origin.access_token)).toBe(true)
    const registered = await signInAtClient(viewer, clientId)
    expect(await isAlive(registered.access_token)).toBe(false)
  })

  it.each<[string, Parameters<typeof addCode>[2], Record<string, string>]>([
    ['an expired one', { expiresAt: new Date(Date.now() - 1) }, {}],
    ['another return address', {}, { redirect_uri: `${CALLBACK}/` }],
    ['another verifier', {}, { code_verifier: 'v'.repeat(43) }],
    ['no verifier', {}, { code_verifier: '' }],
    ['no challenge where one is needed', { challenge: null }, { code_verifier: '' }],
    ['a verifier without a challenge', { challenge: null }, {}],
    ['a key without its proof', { jkt: 'k'.repeat(43) }, {}],
    ['a code that is none', {}, { code: 'none' }],
  ])('refuses %s', async (_, row, differs) => {
    const made = await addCode(viewer, clientId, row)
    expect(await codeOf(exchange(made, differs))).toBe('invalid_grant')
    const kept = await db().authorizationCode.findUnique({ where: { id: made.row.id } })
    expect(kept?.usedAt).toBeNull()
  })

  it('needs no verifier of a client that knows none, and takes none without a challenge', async () => {
    const plain = await addClient({ pkce: false })
    const ask = async (verifier: string) => {
      const { code } = await addCode(viewer, plain, { challenge: null, nonce: 'n' })
      return exchange({ code, verifier }, { client_id: plain })
    }
    expect((await ask('')).id_token).toBeTruthy()
    expect(await codeOf(ask('v'.repeat(43)))).toBe('invalid_grant')
    const { code } = await addCode(viewer, plain)
    expect(await codeOf(exchange({ code, verifier: '' }, { client_id: plain }))).toBe(
      'invalid_grant',
    )
  })

  it('refuses the code of another client, and leaves it good for its own', async () => {
    const made = await addCode(viewer, clientId)
    const other = await addClient()
    expect(await codeOf(exchange(made, { client_id: other }))).toBe('invalid_grant')
    expect((await exchange(made)).access_token).toBeTruthy()
  })

  it('ends what came of a code that is used twice', async () => {
    const made = await addCode(viewer, clientId)
    const tokens = await exchange(made)
    expect(await codeOf(exchange(made))).toBe('invalid_grant')
    expect((await rowOf(tokens.access_token)).revokedAt).not.toBeNull()
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    expect(await codeOf(askForTokens({ ...refresh, client_id: clientId }))).toBe('invalid_grant')
    const events = await db().auditEvent.findMany({
      where: { action: 'code_replay', targetId: viewer.id },
    })
    expect(events).toMatchObject([{ result: 'refused', actorId: null }])
  })

  it('gives tokens to one of ten at once, at most', async () => {
    const made = await addCode(viewer, clientId)
    const answers = await Promise.all(Array.from({ length: 10 }, () => codeOf(exchange(made))))
    expect(answers.filter(answer => answer !== 'invalid_grant').length).toBeLessThanOrEqual(1)
    const { issuedId } = await db().authorizationCode.findUniqueOrThrow({
      where: { id: made.row.id },
    })
    expect(await db().session.count({ where: { id: issuedId ?? '' } })).toBe(1)
  })

  it('refuses once the person has signed out, and ends with them', async () => {
    const person = await addViewer()
    const tokens = await signInAtClient(person, ORIGIN)
    const made = await addCode(person, clientId)
    expect(await isAlive(tokens.access_token)).toBe(true)
    await endOwnSession(person)
    expect(await isAlive(tokens.access_token)).toBe(false)
    expect(await codeOf(exchange(made))).toBe('invalid_grant')
  })

  it('refuses a person who was disabled', async () => {
    const person = await addViewer()
    const made = await addCode(person, clientId)
    await db().user.update({ where: { id: person.id }, data: { disabled: true } })
    expect(await codeOf(exchange(made))).toBe('invalid_grant')
  })

  it('counts what is void against its address, whichever code it is', async () => {
    const { user, detail } = await refusedEvent()
    expect([user, detail]).toEqual([viewer.uid, expect.stringContaining('other_address')])
  })

  async function refusedEvent() {
    const made = await addCode(viewer, clientId)
    await codeOf(exchange(made, { redirect_uri: 'https://evil.example/' }))
    const event = await db().auditEvent.findFirst({
      where: { action: 'token_issue', result: 'refused', detail: { contains: 'other_address' } },
    })
    return { user: event?.targetUid, detail: event?.detail }
  }
})
