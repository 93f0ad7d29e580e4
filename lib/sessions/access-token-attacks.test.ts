import { afterAll, beforeAll, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { ACCESS_ATTACKS, reforge } from '../../e2e/fixtures/access-token-attacks.ts'
import { openHostSigner } from '../../e2e/fixtures/access-tokens.ts'
import { type Host, SECRET_KEY } from '../../e2e/fixtures/host.ts'
import { signInForTokens } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { decodeToken, type Loot } from '../../e2e/fixtures/tokens.ts'
import { listPublicKeys } from './keys/rotation.ts'
import { findSession } from './session.ts'

let stop: () => Promise<void>
let loot: Loot & { publicJwk: object }
beforeAll(async () => {
  stop = await startStore('sqlite')
  env().secretKeys = [SECRET_KEY]
  const start = async () => {
    const { uid } = await addUser()
    const client = { address: '192.0.2.1', agent: 'test', origin: '' }
    return (await signInForTokens({ uid, password: PASSWORD }, client)).access_token
  }
  const [token, other] = [await start(), await start()]
  const host = { databaseUrl: env().databaseUrl } as Host
  const [publicJwk = {}] = (await listPublicKeys()).keys
  loot = {
    token,
    other: decodeToken(other).payload,
    revoked: '',
    deleted: '',
    disabled: '',
    publicJwk,
    sign: await openHostSigner(host, token),
  }
})
afterAll(() => stop())

const viewerOf = async (token: string) =>
  (await findSession(new Headers({ Authorization: `Bearer ${token}` }))).viewer

it('accepts a token that is rebuilt with the right key and unchanged', async () => {
  expect(await viewerOf(reforge(loot))).not.toBeNull()
})

it.each(ACCESS_ATTACKS)('refuses %s', async (_, attack) => {
  expect(await viewerOf(attack(loot))).toBeNull()
})
