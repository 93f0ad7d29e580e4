import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  bearer,
  cookie,
  type Header,
  origin,
  postJson,
  send,
  sendJson,
} from '../fixtures/client.ts'
import { executeSql, formatMoment } from '../fixtures/database.ts'
import { createDpopKey, dpop } from '../fixtures/dpop.ts'
import {
  expectInvalid,
  expectJson,
  expectProblem,
  expectRefused,
  readFacts,
} from '../fixtures/expectations.ts'
import { ALLOWED_ORIGINS, buildOwnOrigin, type Host } from '../fixtures/host.ts'
import { makeUid, readTokenCookie } from '../fixtures/people.ts'
import { decodeToken } from '../fixtures/tokens.ts'
import { addTwoFactorUser, startHostWithWord } from '../fixtures/ways/start-host.ts'
import { makeWord } from '../fixtures/ways/word/word-way.ts'

const AUTHENTICATE = '/api/authenticate'
const TOKEN = '/api/token'

describe.each(['server.ts', 'next start'] as const)('two steps on %s', server => {
  let host: Host
  let stop: () => Promise<void>
  let person: { uid: string; password: string }
  beforeAll(async () => {
    ;({ host, stop } = await startHostWithWord(server))
  })
  beforeEach(async () => {
    person = await addTwoFactorUser(host)
  })
  afterAll(() => stop?.())

  const word = () => makeWord(person.uid)
  const begin = (path = AUTHENTICATE, fields = {}, headers: Header[] = []) =>
    postJson(host, path, { ...person, ...fields }, headers)
  const readRequired = (answer: Answer): string => {
    expectJson(answer, 401)
    expect(answer.all('set-cookie')).toEqual([])
    const body = answer.json<{ auth_session: string }>()
    expect(body).toEqual({
      message: 'Prove in a second way who you are.',
      error: 'Unauthorized',
      code: 'second_factor_required',
      data: null,
      auth_session: expect.stringMatching(/^[\w-]{43}$/),
      ways: ['word'],
    })
    return body.auth_session
  }
  const readId = async (token: Header) =>
    (await send(host, { path: '/api/id', headers: [token] })).json()

  it.each([AUTHENTICATE, '/api/users/authenticate'])(
    'POST %s: the word after the password',
    async path => {
      const auth_session = readRequired(await begin(path))
      expectRefused(
        await postJson(host, path, { auth_session, code: 'wrong' }),
        'second_factor_wrong',
      )
      const answer = await postJson(host, path, { auth_session, code: ` ${word()} ` })
      expectJson(answer, 200)
      expect(answer.json()).toMatchObject({
        message: `Authentication for ${person.uid} successful`,
        user: { uid: person.uid },
      })
      expect(await readId(cookie(readTokenCookie(answer)))).toMatchObject({ uid: person.uid })
      expectRefused(await postJson(host, path, { auth_session, code: word() }), 'invalid_session')
    },
  )

  it('400: no code; 4xx: one of another type', async () => {
    const auth_session = readRequired(await begin())
    for (const fields of [{}, { code: null }, { code: ' ' }, { password: person.password }]) {
      expectInvalid(await postJson(host, AUTHENTICATE, { auth_session, ...fields }), ['code'])
    }
    expectInvalid(await postJson(host, AUTHENTICATE, { auth_session, code: 7 }), ['code'])
    expectInvalid(await postJson(host, AUTHENTICATE, { auth_session: 7, code: word() }), [
      'auth_session',
    ])
  })

  it('401: a wrong password is that of anybody, whatever comes with it', async () => {
    const [one, other] = [person.uid, makeUid()]
    for (const rest of [{}, { code: word() }, { code: 'wrong' }]) {
      const ask = (uid: string) => begin(AUTHENTICATE, { uid, password: 'wrong', ...rest })
      expect(readFacts(await ask(one))).toEqual(readFacts(await ask(other)))
      expectRefused(await ask(one), 'invalid_credentials')
    }
  })

  it('401: a ceremony of elsewhere, made up, or of a page of another origin', async () => {
    const [page = '', otherPage = ''] = ALLOWED_ORIGINS
    const auth_session = readRequired(await begin(AUTHENTICATE, {}, [origin(page)]))
    const answer = { auth_session, code: word() }
    const goOn = (headers: Header[]) => postJson(host, AUTHENTICATE, answer, headers)
    expectRefused(await goOn([]), 'invalid_session')
    expectRefused(await goOn([origin(otherPage)]), 'invalid_session')
    expectRefused(
      await postJson(host, AUTHENTICATE, { ...answer, auth_session: 'x' }),
      'invalid_session',
    )
    const tokens = { grant_type: 'password', ...answer }
    expectRefused(await postJson(host, TOKEN, tokens, [origin(page)]), 'invalid_session')
    expectJson(await goOn([origin(page)]), 200)
  })

  it('of 10 parallel answers one starts a session', async () => {
    const auth_session = readRequired(await begin())
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        postJson(host, AUTHENTICATE, { auth_session, code: word() }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('429: after ten wrong words, wherever they come from', async () => {
    const auth_session = readRequired(await begin())
    const guess = (code: string) => postJson(host, AUTHENTICATE, { auth_session, code })
    for (let i = 0; i < 10; i++) expectRefused(await guess('wrong'), 'second_factor_wrong')
    expectProblem(await guess(word()), 429)
  })

  it.each(['JSON', 'a form'])('POST /api/token, by %s', async kind => {
    const post = (fields: Record<string, string>) =>
      kind === 'JSON'
        ? postJson(host, TOKEN, fields)
        : send(host, {
            method: 'POST',
            path: TOKEN,
            headers: [['Content-Type', 'application/x-www-form-urlencoded']],
            body: new URLSearchParams(fields).toString(),
          })
    const grant_type = 'password'
    const auth_session = readRequired(await post({ grant_type, ...person }))
    expectRefused(await post({ grant_type, auth_session, code: 'wrong' }), 'second_factor_wrong')
    const answer = await post({ grant_type, auth_session, code: word() })
    expectJson(answer, 200)
    const { access_token } = answer.json<{ access_token: string }>()
    expect(await readId(bearer(access_token))).toMatchObject({ uid: person.uid })
    expectRefused(await post({ grant_type, auth_session, code: word() }), 'invalid_session')
  })

  it('tokens that are bound to a key are for the key that began', async () => {
    const [key, other] = [await createDpopKey(), await createDpopKey()]
    let nonce = ''
    const post = async (fields: object, by: typeof key | null) => {
      const proof = by && (await by.prove('POST', `${buildOwnOrigin(host)}${TOKEN}`, { nonce }))
      const body = { grant_type: 'password', ...fields }
      return postJson(host, TOKEN, body, proof === null ? [] : [dpop(proof)])
    }
    nonce = (await post(person, key)).one('dpop-nonce') ?? ''
    const auth_session = readRequired(await post(person, key))
    const answer = { auth_session, code: word() }
    expectRefused(await post(answer, null), 'invalid_session')
    expectRefused(await post(answer, other), 'invalid_session')
    const tokens = (await post(answer, key)).json<{ access_token: string }>()
    expect(decodeToken(tokens.access_token).payload.cnf).toEqual({ jkt: key.jkt })
  })

  it('a step-up takes the password as well as the word', async () => {
    const auth_session = readRequired(await begin())
    const signedIn = await postJson(host, AUTHENTICATE, { auth_session, code: word() })
    const headers = [bearer(readTokenCookie(signedIn))]
    const path = `/api/users/${person.uid}`
    const change = (email: string) => sendJson(host, { method: 'PATCH', path, headers }, { email })
    const prove = (answers: object) => postJson(host, '/api/id/step-up', answers, headers)
    for (const answers of [{ code: word() }, { password: person.password }]) {
      await executeSql(host, `UPDATE "Session" SET "provenAt" = ${formatMoment(-601)}`)
      expect((await change('a@example.org')).json()).toMatchObject({ code: 'step_up_required' })
      expectJson(await prove(answers), 200)
      expectJson(await change(`${Object.keys(answers)}@example.org`), 200)
    }
    expectInvalid(await prove({ code: 'wrong' }), ['code'], 403)
    expectInvalid(await prove({}), ['password'])
  })
})
