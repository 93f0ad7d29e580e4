import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../../fixtures/access-tokens.ts'
import type { Header } from '../../../fixtures/client.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  addCode,
  addConfidentialClient,
  exchangeCode,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const hashVerifier = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

const host = await requestHost()

let member: Person
let client: string
let plain: Awaited<ReturnType<typeof addConfidentialClient>>
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
  plain = await addConfidentialClient(host, { pkce: false })
})

type Made = Awaited<ReturnType<typeof addCode>>
type Stored = Parameters<typeof addCode>[3]

/** Issues a code, and tries to change it for tokens with what differs from the right request. */
async function tryCode(
  stored: Stored,
  differ: (made: Made) => Record<string, string>,
  headers: Header[] = [],
) {
  const made = await addCode(host, member, client, stored)
  const fields = { client_id: client, ...differ(made) }
  return attack(host, member, () => exchangeCode(host, made, fields, ...headers))
}

describe('a verifier', () => {
  it.each([43, 128])('200: of %i characters', async length => {
    const verifier = 'v'.repeat(length)
    const made = await addCode(host, member, client, { challenge: hashVerifier(verifier) })
    const answer = await exchangeCode(host, { ...made, verifier }, { client_id: client })
    expect(answer.status).toBe(200)
  })

  it.each<[string, (made: Made) => string]>([
    ['of nobody', () => 'v'.repeat(43)],
    ['left out', () => ''],
    ['that is the challenge', ({ row }) => row.challenge ?? ''],
    ['with padding', ({ verifier }) => `${verifier}=`],
    ['with a blank', ({ verifier }) => `${verifier} `],
    ['without its end', ({ verifier }) => verifier.slice(0, -1)],
    ['in capitals', ({ verifier }) => verifier.toUpperCase()],
    ['that is the code', ({ code }) => code],
  ])('400: %s', async (_, say) => {
    const answer = await tryCode({}, made => ({ code_verifier: say(made) }))
    expectCode(answer, 400, 'invalid_grant')
  })

  it.each<[string, string]>([
    ['of 42 characters', 'v'.repeat(42)],
    ['of 129 characters', 'v'.repeat(129)],
    ['of one character', 'v'],
    ['of characters that it may not have', `${'v'.repeat(43)}+/=`],
    ['of other letters', 'ü'.repeat(43)],
  ])('400: %s, though it fits', async (_, verifier) => {
    const stored = { challenge: hashVerifier(verifier) }
    const answer = await tryCode(stored, () => ({ code_verifier: verifier }))
    expectCode(answer, 400, 'invalid_grant')
  })

  it('400: for a challenge by the plain method, which no code has', async () => {
    const verifier = 'v'.repeat(43)
    const answer = await tryCode({ challenge: verifier }, () => ({ code_verifier: verifier }))
    expectCode(answer, 400, 'invalid_grant')
  })

  it('400: where the request had no challenge, and none where it had one', async () => {
    for (const stored of [{ challenge: null, nonce: 'n' }, { nonce: 'n' }]) {
      const made = await addCode(host, member, plain.id, stored)
      const code_verifier = stored.challenge === null ? 'v'.repeat(43) : ''
      const answer = await attack(host, member, () =>
        exchangeCode(host, made, { code_verifier }, plain.basic),
      )
      expectCode(answer, 400, 'invalid_grant')
    }
  })
})
