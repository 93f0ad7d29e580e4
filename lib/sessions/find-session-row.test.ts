import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { makeDpopNonce } from '#lib/dpop/nonce.ts'
import { noteNeededAccess, runInRequest } from '#lib/http/request-context.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { createDpopKey, type DpopKey, type ProofDiffers } from '../../e2e/fixtures/dpop.ts'
import { addClient, signInAtClient, toUrl } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { findSession, requireSession } from './session.ts'

const ORIGIN = 'https://you.github.io'
process.env.CORS_ORIGINS = ORIGIN

describe.each(engines)('a session of a token on %s', engine => {
  let stop: () => Promise<void>
  let viewer: Viewer
  let key: DpopKey
  let bound: string
  let plain: string
  beforeAll(async () => {
    stop = await startStore(engine)
    viewer = await addViewer()
    key = await createDpopKey()
    const nonce = makeDpopNonce()
    const proof = await key.prove('POST', toUrl('/api/token'), { nonce })
    const tokens = await signInAtClient(viewer, ORIGIN, { jkt: key.jkt }, { DPoP: proof })
    expect(tokens.token_type).toBe('DPoP')
    bound = tokens.access_token
    plain = (await signInAtClient(viewer, ORIGIN)).access_token
  }, 60_000)
  afterAll(() => stop())

  const ask = (authorization: string, proof?: string) => {
    const headers = new Headers({ Authorization: authorization, ...(proof && { DPoP: proof }) })
    return runInRequest(headers, () => {
      noteNeededAccess('account')
      return requireSession(new Request(toUrl('/api/id'), { headers })).then(
        found => found.uid,
        problem => `${problem.code} ${problem.headers[0]?.join(': ')}`,
      )
    })
  }
  const prove = (differs: ProofDiffers = {}, by: DpopKey = key) =>
    by.prove('GET', toUrl('/api/id'), { accessToken: bound, ...differs })

  it('is opened by its token and a proof', async () => {
    expect(await ask(`DPoP ${bound}`, await prove())).toBe(viewer.uid)
    expect(await ask(`dpop ${bound}`, await prove({ nonce: makeDpopNonce() }))).toBe(viewer.uid)
  })

  it('is opened once by a proof', async () => {
    const proof = await prove()
    expect(await ask(`DPoP ${bound}`, proof)).toBe(viewer.uid)
    expect(await ask(`DPoP ${bound}`, proof)).toMatch(/^invalid_dpop_proof WWW-Authenticate: DPoP/)
  })

  it.each<[string, () => Promise<ProofDiffers>, string]>([
    ['another method', async () => ({ payload: { htm: 'POST' } }), 'invalid_dpop_proof'],
    ['another path', async () => ({ payload: { htu: toUrl('/api/users') } }), 'invalid_dpop_proof'],
    ['another token', async () => ({ accessToken: plain }), 'invalid_dpop_proof'],
    ['no token', async () => ({ payload: { ath: undefined } }), 'invalid_dpop_proof'],
    ['a nonce that is made up', async () => ({ nonce: 'x' }), 'use_dpop_nonce'],
  ])('is not opened by a proof for %s', async (_, differs, code) => {
    expect(await ask(`DPoP ${bound}`, await prove(await differs()))).toMatch(
      new RegExp(`^${code} WWW-Authenticate: DPoP error="${code}".* algs="ES256 `),
    )
  })

  it('is not opened by the proof of another key', async () => {
    const other = await createDpopKey()
    expect(await ask(`DPoP ${bound}`, await prove({}, other))).toMatch(
      /^token_invalid WWW-Authenticate: DPoP error="invalid_token"/,
    )
  })

  it('is not opened without a proof, or as Bearer', async () => {
    expect(await ask(`DPoP ${bound}`)).toMatch(/^invalid_dpop_proof/)
    for (const proof of [undefined, await prove()]) {
      expect(await ask(`Bearer ${bound}`, proof)).toMatch(/^token_invalid WWW-Authenticate: DPoP/)
    }
    const headers = new Headers({ Authorization: `DPoP ${bound}`, DPoP: await prove() })
    expect((await findSession(headers)).viewer).toBeNull()
  })

  it('is not opened by DPoP where it is bound to no key', async () => {
    expect(await ask(`Bearer ${plain}`)).toBe(viewer.uid)
    expect(await ask(`DPoP ${plain}`, await prove({ accessToken: plain }))).toMatch(
      /^token_invalid WWW-Authenticate: DPoP/,
    )
  })

  it('opens nothing for a registered client', async () => {
    const { access_token } = await signInAtClient(viewer, await addClient())
    expect(await ask(`Bearer ${access_token}`)).toBe(
      'insufficient_scope WWW-Authenticate: Bearer error="insufficient_scope"',
    )
    const found = await findSession(new Headers({ Authorization: `Bearer ${access_token}` }))
    expect(found.viewer).toBeNull()
  })

  it('says so of a token by DPoP that is over', async () => {
    await db().session.updateMany({ where: { jkt: key.jkt }, data: { revokedAt: new Date() } })
    expect(await ask(`DPoP ${bound}`, await prove())).toMatch(
      /^token_invalid WWW-Authenticate: DPoP error="invalid_token"/,
    )
  })
})
