import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Answer,
  bearer,
  from,
  type Header,
  newAddress,
  postJson,
  sendJson,
} from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'
import { addVerifiedUser, startMailHost } from '../fixtures/mail-host.ts'
import { makeUid, makeUserInput, signIn } from '../fixtures/people.ts'

/** So many times four rounds are 200 requests each. Four, since five mails an hour go to one address. */
const PAIRS = 50
const ROUNDS = 4
const CODE = '2222-2222'

/** Somebody known or unknown, who are spelled as long as each other. */
type Named = { uid: string; email: string }
type Ask = (named: Named, i: number, whose: 'known' | 'unknown') => Promise<Answer>

describe('who is known, by routes of mails', () => {
  let host: Host
  let stop: () => Promise<void>
  beforeAll(async () => {
    const variables = { MAIL_SIGN_IN: '1', SIGNUP_VERIFY: '1', NOTICES: 'password' }
    const mailed = await startMailHost('server.ts', variables)
    host = mailed.host
    stop = mailed.stop
  }, 120_000)
  afterAll(() => stop?.())

  const post = (path: string, body: object, ...headers: Header[]) =>
    postJson(host, path, body, [from(newAddress()), ...headers])
  const addKnown = async () => {
    const people: Awaited<ReturnType<typeof addVerifiedUser>>[] = []
    while (people.length < PAIRS) people.push(await addVerifiedUser(host))
    return people
  }
  const makeUnknown = () =>
    Array.from({ length: PAIRS }, () => {
      const uid = makeUid()
      return { uid, email: `${uid}@example.org` }
    })

  /** Asks for known and unknown in turn, and expects the same bytes of both in each round. */
  const compare = async (known: readonly Named[], ask: Ask, status: number, rounds = ROUNDS) => {
    const unknown = makeUnknown()
    for (let round = 0; round < rounds; round++) {
      for (const [i, one] of known.entries()) {
        const other = unknown[i] as Named
        const answers = {
          known: readFacts(await ask(one, i, 'known'), one),
          unknown: readFacts(await ask(other, i, 'unknown'), other),
        }
        expect(answers.known).toEqual(answers.unknown)
        expect(answers.known.status).toBe(status)
      }
    }
    return unknown
  }

  it('202: a new password, by user ID; 404: its code, by address', async () => {
    const known = await addKnown()
    await compare(known, ({ uid }) => post('/api/password-reset/mail', { identifier: uid }), 202)
    const use = { code: CODE, password: 'a quite different one' }
    const spend: Ask = ({ email }) => post('/api/password-reset', { identifier: email, ...use })
    await compare(known, spend, 404, 1)
  }, 120_000)

  it('202: a code to sign in by, by address; 401: a wrong one', async () => {
    const sessions = new Map<string, string>()
    const ask: Ask = async ({ email }) => {
      const answer = await post('/api/authenticate/mail', { identifier: email })
      sessions.set(email, answer.json<{ auth_session: string }>().auth_session)
      return answer
    }
    const known = await addKnown()
    const begun = await compare(known, ask, 202)
    const goOn = ({ email }: Named) =>
      post('/api/authenticate', { auth_session: sessions.get(email), code: CODE })
    for (const [i, one] of known.entries()) {
      const other = begun[i] as Named
      const facts = readFacts(await goOn(one), one)
      expect(facts).toEqual(readFacts(await goOn(other), other))
      expect(facts.status).toBe(401)
    }
  }, 120_000)

  it('202: a sign-up with an address; 404: a wrong code', async () => {
    const known = await addKnown()
    const ask: Ask = ({ email }) => post('/api/users', { ...makeUserInput(), email })
    await compare(known, ask, 202)
    await compare(known, ({ email }) => post('/api/users/verify', { email, code: CODE }), 404, 1)
  }, 120_000)

  it('202: an address of one’s own; 404: a wrong code of it', async () => {
    const known = await addKnown()
    const askers = { known: await signInAll(), unknown: await signInAll() }
    const ask: Ask = ({ email }, i, whose) =>
      post('/api/id/email', { email }, bearer(askers[whose][i] ?? ''))
    await compare(known, ask, 202)
    await compare(known, ({ email }) => post('/api/email/verify', { email, code: CODE }), 404, 1)
  }, 120_000)

  it('404: a wrong code of an invitation, and of a notice', async () => {
    const invited = makeUnknown()
    const rows = invited.map(({ email }) => ({ email }))
    await post('/api/users/invitations', rows, bearer(host.adminToken))
    const chosen = { uid: makeUid(), password: 'a quite different one' }
    const accept: Ask = ({ email }) =>
      post('/api/invitations/accept', { email, code: CODE, ...chosen })
    await compare(invited, accept, 404)
    const told = await addKnown()
    for (const { uid } of told) {
      const call = {
        method: 'PATCH',
        path: `/api/users/${uid}`,
        headers: [bearer(host.adminToken)],
      }
      const { status } = await sendJson(host, call, { password: 'a quite different one' })
      expect(status).toBe(200)
    }
    await compare(told, ({ email }) => post('/api/not-me', { email, code: CODE }), 404)
  }, 120_000)

  async function signInAll(): Promise<string[]> {
    const tokens = []
    for (const person of await addKnown()) tokens.push(await signIn(host, person))
    return tokens
  }
})

/** All that a client is told, without what is new in each answer or counts seconds. */
function readFacts({ status, text, headers }: Answer, { uid, email }: Named) {
  return {
    status,
    text: text
      .replaceAll(email, '')
      .replaceAll(uid, '')
      .replace(/(?<="auth_session":")[\w-]{43}(?=")/, ''),
    headers: headers
      .filter(([name]) => !/^(date|x-request-id)$/i.test(name))
      .map(([name, value]) => [name, value.replace(/;t=\d+/g, ';t=')]),
  }
}
