import { expect, it } from 'vitest'
import { bearer, postJson, send } from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { makeUid, makeUserInput } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

/** Asks for a user by what stands in the path. */
const get = (uid: string) =>
  send(host, { path: `/api/users/${uid}`, headers: [bearer(host.adminToken)] })

/** Has the administrator add somebody. Who has an `@` in the user ID has that address. */
const add = (uid: string) => {
  const input = makeUserInput(uid.includes('@') ? { uid, email: uid } : { uid })
  return postJson(host, '/api/users', input, [bearer(host.adminToken)])
}

it.each(['@', '.', '-', '_'])('200: a uid with %s, as it stands and escaped', async mark => {
  const uid = `a${mark}${makeUid()}.example`
  expect((await add(uid)).status).toBe(201)
  const escaped = `%${mark.charCodeAt(0).toString(16)}`
  for (const path of [uid, encodeURIComponent(uid), uid.replace(mark, escaped)]) {
    expect((await get(path)).json().uid).toBe(uid)
  }
})

it('200: where a new user is said to be, they are', async () => {
  const uid = `a@b.${makeUid()}`
  const created = await add(uid)
  const path = created.one('location') ?? ''
  const answer = await send(host, { path, headers: [bearer(host.adminToken)] })
  expect(answer.json().uid).toBe(uid)
})

it.each([
  ['unknown', makeUid()],
  ['no uid', 'a'],
  ['a slash', 'a%2Fb'],
  ['an umlaut', 'j%C3%BCrgen'],
  ['a %-escape that is escaped', 'a%2540b'],
  ['very long', 'x'.repeat(3000)],
  ['a pattern', `${makeUid().slice(0, 3)}%25`],
  ['a key of objects', '__proto__'],
])('404: %s', async (_, uid) => {
  expectProblem(await get(uid), 404)
})

// nginx refuses the others by itself.
it.each(['a\\b', ...(host.nginx ? [] : ['%zz', 'a%00b'])])(
  '400: an address that is malformed: %s',
  async uid => {
    expectProblem(await get(uid), 400)
  },
)
