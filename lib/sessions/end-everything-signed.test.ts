import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { readAuthorizationParameters } from '#lib/oauth/parameters.ts'
import { resolveRequest, savePushedRequest } from '#lib/oauth/pushed-request.ts'
import { continueSignIn } from '#lib/sign-in/continue-sign-in.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import { addClient, addCode, askForTokens } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { addWord } from '../../e2e/fixtures/ways/add-word.ts'
import { makeWord } from '../../e2e/fixtures/ways/word/word-way.ts'
import { endEverythingSigned } from './end-everything-signed.ts'
import { ensureSigningKey } from './keys/rotation.ts'

const client = { address: '192.0.2.1', agent: 'test', origin: '' }

describe.each(engines)('endEverythingSigned on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    addWord()
  }, 60_000)
  afterAll(() => stop())

  it('ends sessions, codes, pushed requests and unfinished sign-ins', async () => {
    const { lasts } = await signInViewer(await addUser())
    const viewer = await addViewer()
    const clientId = await addClient()
    const { code, verifier } = await addCode(viewer, clientId)
    const pushed = new URLSearchParams({ client_id: clientId, scope: 'openid', state: 'kept' })
    const request_uri = await savePushedRequest(clientId, readAuthorizationParameters(pushed))
    const resolve = () => resolveRequest(new URLSearchParams({ client_id: clientId, request_uri }))
    const { uid } = await addUser({ uid: 'two' })
    const refusal = await signIn({ uid, password: PASSWORD }, client, { kind: 'cookie' }).catch(
      error => error,
    )
    expect((await resolve())?.parameters.values).toMatchObject({ state: 'kept' })
    expect(await db().ceremony.count()).toBe(1)

    expect(await endEverythingSigned(null)).toBe(2)
    expect(await lasts()).toBe(false)
    const exchange = askForTokens({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      client_id: clientId,
    })
    await expect(exchange).rejects.toMatchObject({ code: 'invalid_grant' })
    expect(await resolve()).toBeNull()
    const goOn = continueSignIn(refusal.authSession, { code: makeWord(uid) }, client, {
      kind: 'cookie',
    })
    await expect(goOn).rejects.toMatchObject({ code: 'invalid_session' })
    const left = [
      db().authorizationCode.count(),
      db().pushedRequest.count(),
      db().ceremony.count(),
      db().signingKey.count(),
    ]
    expect(await Promise.all(left)).toEqual([0, 0, 0, 0])
  })

  it('returns when no process signs by a key from before', async () => {
    const { kid } = await ensureSigningKey()
    await endEverythingSigned(null)
    expect((await ensureSigningKey()).kid).not.toBe(kid)
  })
})
