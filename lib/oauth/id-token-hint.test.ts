import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Viewer } from '#lib/identity/viewer.ts'
import { addClient, signInAtClient } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { readIdTokenHint } from './id-token-hint.ts'

const YEAR_MS = 365 * 24 * 3600 * 1000

describe.each(engines)('readIdTokenHint on %s', engine => {
  let stop: () => Promise<void>
  let viewer: Viewer
  let clientId: string
  let tokens: Awaited<ReturnType<typeof signInAtClient>>
  beforeAll(async () => {
    stop = await startStore(engine)
    viewer = await addViewer()
    clientId = await addClient()
    tokens = await signInAtClient(viewer, clientId)
  }, 60_000)
  afterAll(() => stop())

  const meant = () => ({ clientId, userId: viewer.id, sessionId: viewer.sessionId })

  it('says whom an ID token means', async () => {
    expect(await readIdTokenHint(tokens.id_token ?? '')).toEqual(meant())
    const byRsa = await addClient({ idTokenAlg: 'RS256' })
    const { id_token = '' } = await signInAtClient(viewer, byRsa)
    expect(await readIdTokenHint(id_token)).toEqual({ ...meant(), clientId: byRsa })
  })

  it('whenever it has expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + YEAR_MS })
    expect(await readIdTokenHint(tokens.id_token ?? '')).toEqual(meant())
    vi.useRealTimers()
  })

  it('takes no access token, which the same keys sign, and nothing of anybody else', async () => {
    const { id_token = '', access_token } = tokens
    const [header = '', payload = '', signature = ''] = id_token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: '999' })).toString('base64url')
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    for (const text of [
      access_token,
      `${header}.${changed}.${signature}`,
      `${none}.${payload}.`,
      `${header}.${payload}.`,
      'a.b.c',
      '',
      'x'.repeat(5000),
    ]) {
      expect([text.slice(0, 20), await readIdTokenHint(text)]).toEqual([text.slice(0, 20), null])
    }
  })
})
