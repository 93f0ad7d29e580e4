import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../../fixtures/access-tokens.ts'
import { attack, attackByCode } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  addCode,
  addConfidentialClient,
  type CodeDiffers,
  type ConfidentialClient,
  exchangeCode,
  type IssuedCode,
} from '../../../fixtures/oauth-clients.ts'
import { computeChallenge } from '../../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const host = await requestHost()

let member: Person
let client: string
let plain: ConfidentialClient
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
  plain = await addConfidentialClient(host, { pkce: false })
})

/** Tries to change a code for tokens by what differs from the right request. */
const tryCode = (stored: CodeDiffers, differ: (made: IssuedCode) => Record<string, string>) =>
  attackByCode(host, member, client, stored, differ)

describe('a verifier', () => {
  it.each([43, 128])('200: of %i characters', async length => {
    const verifier = 'v'.repeat(length)
    const made = await addCode(host, member, client, { challenge: computeChallenge(verifier) })
    const answer = await exchangeCode(host, { ...made, verifier }, { client_id: client })
    expect(answer.status).toBe(200)
  })

  it.each<[string, (made: IssuedCode) => string]>([
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
    const stored = { challenge: computeChallenge(verifier) }
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
