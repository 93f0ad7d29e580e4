import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, cookie, type Header, origin, postJson, send } from '../fixtures/client.ts'
import { executeSql, formatMoment } from '../fixtures/database.ts'
import { sendForm, sendFormOf } from '../fixtures/forms.ts'
import { buildOwnOrigin, type Host } from '../fixtures/host.ts'
import { readTokenCookie } from '../fixtures/people.ts'
import {
  addTwoFactorUser,
  readAuthSession,
  startHostWithWord,
} from '../fixtures/ways/start-host.ts'
import { makeWord } from '../fixtures/ways/word/word-way.ts'

const AUTHENTICATE = '/api/authenticate'
const PAGE = '/login?next=%2Faccount'

describe.each(['server.ts', 'next start'] as const)('pages without JavaScript on %s', server => {
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
  const begin = async (headers: Header[] = []) =>
    readAuthSession(await postJson(host, AUTHENTICATE, person, headers))
  const readId = async (token: Header) =>
    (await send(host, { path: '/api/id', headers: [token] })).json()

  const readCookies = (answer: Answer) =>
    Object.fromEntries(
      answer.all('set-cookie').map(line => {
        const [, name = '', value = '', rest = ''] = /^([^=]+)=([^;]*);?(.*)$/.exec(line) ?? []
        const attributes = rest.split(';').map(text => text.trim().toLowerCase())
        return [
          name,
          { value, attributes: attributes.filter(text => !/^expires/.test(text)).toSorted() },
        ]
      }),
    )
  const open = async () => {
    const asked = await sendForm(host, PAGE, person)
    const kept = readCookies(asked)
    return { asked, secret: kept['jwt-ceremony']?.value ?? '', kept }
  }
  const carry = (secret: string): Header => ['Cookie', `jwt-ceremony=${secret}`]

  it('asks for the word, in a cookie that no script reads', async () => {
    const { asked, kept } = await open()
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('Your word')
    expect(asked.text).not.toContain('name="password"')
    expect(Object.keys(kept)).toEqual(['jwt-ceremony'])
    expect(kept['jwt-ceremony']?.attributes).toEqual([
      'httponly',
      'max-age=600',
      'path=/',
      'samesite=lax',
    ])
    expect(asked.text).not.toContain(kept['jwt-ceremony']?.value)
  })

  it('goes on by it, to where the person wanted to go', async () => {
    const { asked, secret } = await open()
    const wrong = await sendFormOf(asked, host, PAGE, { code: 'wrong' }, [carry(secret)])
    expect(wrong.text).toContain('This is not right. Try again.')
    const empty = await sendFormOf(wrong, host, PAGE, { code: '' }, [carry(secret)])
    expect(empty.text).toContain('Enter the code.')
    const done = await sendFormOf(empty, host, PAGE, { code: word() }, [carry(secret)])
    expect(done.status).toBe(303)
    expect(done.one('location')).toBe('/account')
    const cookies = readCookies(done)
    expect(cookies['jwt-ceremony']).toMatchObject({ value: '' })
    expect(await readId(cookie(cookies.jwt?.value ?? ''))).toMatchObject({ uid: person.uid })
  })

  it('begins anew where the sign-in is over, and in another browser', async () => {
    const { asked, secret } = await open()
    for (const headers of [
      [],
      [carry('made-up')],
      [carry(secret), ['User-Agent', 'x'] as Header],
    ]) {
      const answer = await sendFormOf(asked, host, PAGE, { code: word() }, headers)
      expect(answer.text).toContain('This sign-in is over. Begin again.')
      expect(answer.text).toContain('name="password"')
      expect(readCookies(answer).jwt).toBeUndefined()
    }
    expect((await sendFormOf(asked, host, PAGE, { code: word() }, [carry(secret)])).status).toBe(
      303,
    )
  })

  it('401: its secret is none of the API, and none of the API is its', async () => {
    const { asked, secret } = await open()
    const answer = { auth_session: secret, code: word() }
    const own = [origin(buildOwnOrigin(host))]
    expect((await postJson(host, AUTHENTICATE, answer, own)).json()).toMatchObject({
      code: 'invalid_session',
    })
    const ofApi = await begin(own)
    const page = await sendFormOf(asked, host, PAGE, { code: word() }, [carry(ofApi)])
    expect(page.text).toContain('This sign-in is over. Begin again.')
  })

  it('pages ask for the best way that is left', async () => {
    const auth_session = await begin()
    const signedIn = await postJson(host, AUTHENTICATE, { auth_session, code: word() })
    const headers = [cookie(readTokenCookie(signedIn))]
    const { uid } = person
    await executeSql(
      host,
      `DELETE FROM "Password" WHERE "userId" IN (SELECT "id" FROM "User" WHERE "uid" = '${uid}')`,
    )
    await executeSql(host, `UPDATE "Session" SET "provenAt" = ${formatMoment(-601)}`)
    const profile = { name: 'Two', email: 'b@example.org', dob: '' }
    const asked = await sendForm(host, '/account', profile, headers)
    expect(asked.text).toContain('Prove again that it is you')
    const wrong = await sendFormOf(asked, host, '/account', { ...profile, proof: 'no' }, headers)
    expect(wrong.text).toContain('This code is wrong. Try again.')
    expect(wrong.text).toContain('Your word')
    await sendFormOf(wrong, host, '/account', { ...profile, proof: word() }, headers)
    expect(await readId(cookie(readTokenCookie(signedIn)))).toMatchObject({
      email: 'b@example.org',
    })

    await executeSql(host, `UPDATE "Session" SET "provenAt" = ${formatMoment(-601)}`)
    const path = '/step-up?next=%2Fapi%2Fid%2Fexport'
    const page = await send(host, { path, headers })
    expect(page.text).toContain('Prove again that it is you')
    const proved = await sendFormOf(page, host, path, { code: word() }, headers)
    expect([proved.status, proved.one('location')]).toEqual([303, '/api/id/export'])
  })
})
