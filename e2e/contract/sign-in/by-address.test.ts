import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, bearer, from, newAddress, postJson, sendJson } from '../../fixtures/client.ts'
import { expectInvalid, expectJson, expectProblem, readFacts } from '../../fixtures/expectations.ts'
import { createMember, makeUid, makeUserInput, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const WRONG = 'Invalid user id or password'
const host = await requestHost()
const asAdmin = bearer(host.adminToken)

let typed: string
let verified: string
let verifiedUid: string
let password: string
let member: Person
beforeAll(async () => {
  verified = `${makeUid()}+a@example.org`
  const input = makeUserInput({ email: verified })
  expect((await postJson(host, '/api/users', input, [asAdmin])).status).toBe(201)
  verifiedUid = input.uid
  password = input.password
  typed = `${makeUid()}@example.org`
  member = await createMember(host, { email: typed })
})

const sendTo = (path: string, uid: string, word: string) =>
  postJson(host, path, { grant_type: 'password', uid, password: word }, [from(newAddress())])

describe.each(['/api/authenticate', '/api/users/authenticate', '/api/token'])('POST %s', path => {
  it('200: by a verified address, in any case', async () => {
    for (const uid of [verified, verified.toUpperCase(), ` ${verified} `, verifiedUid]) {
      expect((await sendTo(path, uid, password)).status).toBe(200)
    }
  })

  it('401: an address is answered alike, whether it is verified, typed or unknown', async () => {
    const unknown = `${makeUid()}@example.org`
    const answers = await Promise.all(
      [verified, typed, unknown].map(uid => sendTo(path, uid, 'not-the-password')),
    )
    for (const answer of answers) expectProblem(answer, 401, WRONG)
    expect(answers.map(answer => readFacts(answer))).toEqual(
      Array(3).fill(answers.map(answer => readFacts(answer))[0]),
    )
    expectProblem(await sendTo(path, typed, member.password), 401, WRONG)
  })
})

it('400: a new user ID with an @ is refused alike, whether somebody has the address or not', async () => {
  const path = `/api/users/${member.uid}`
  for (const uid of [verified.replace('+', ''), typed, `${makeUid()}@example.org`]) {
    const call = { method: 'PATCH', path, headers: [bearer(member.token)] }
    const answer = await sendJson(host, call, { uid })
    expectInvalid(answer, ['uid'])
    expect(answer.json().message).toMatch(/must be the verified e-mail address of the same user/)
  }
})

it('409: an administrator is told at the field that another user has the address', async () => {
  const answer = await postJson(host, '/api/users', makeUserInput({ email: verified }), [asAdmin])
  expectTaken(answer)
})

it('201: a person may type it, and learns nothing', async () => {
  const newcomer = await createMember(host, { email: verified, password: 'centimetre-30ns' })
  const call = { method: 'PATCH', path: `/api/users/${newcomer.uid}`, headers: [asAdmin] }
  expectTaken(await sendJson(host, call, { emailVerified: true }))
  expect((await sendTo('/api/token', verified, newcomer.password)).status).toBe(401)
})

function expectTaken(answer: Answer): void {
  expectJson(answer, 409)
  expect(answer.json()).toMatchObject({ code: 'email_taken', errors: [{ path: 'email' }] })
}
