import { expect, it } from 'vitest'
import { bearer, type Header, send } from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { makeUid } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/users/import'

const host = await requestHost()

const asAdmin = [bearer(host.adminToken)]
const post = (body: string | Buffer, type: string | null = 'text/csv') => {
  const typed: Header[] = type === null ? [] : [['Content-Type', type]]
  return send(host, { method: 'POST', path: PATH, body, headers: [...typed, ...asAdmin] })
}
const find = async (uid: string) =>
  (await send(host, { path: `/api/users/${uid}`, headers: asAdmin })).json()

it.each([
  ['application/json', (user: object) => JSON.stringify([user])],
  ['application/x-ndjson', (user: object) => `${JSON.stringify(user)}\n`],
  ['Application/JSON; charset=utf-8', (user: object) => JSON.stringify([user])],
])('200: %s', async (type, write) => {
  const uid = makeUid()
  const answer = await post(write({ uid, name: 'Ada', disabled: true, id: 7 }), type)
  expect(answer.json()).toMatchObject({ created: 1, ignored: ['id'], rows: [{ row: 1, uid }] })
  expect(await find(uid)).toMatchObject({ disabled: true })
})

it.each([
  ['no columns', 'ada,Ada\n'],
  ['nothing', ''],
  ['a quote that never ends', 'uid,name\nada,"Ada\n'],
  ['UTF-16', Buffer.from('\ufeffuid,name\nada,Ada\n', 'utf16le')],
  ['Latin 1', Buffer.from('uid,name\nzoe,Zoë\n', 'latin1')],
])('400: %s', async (_, file) => {
  const answer = await post(file)
  expectProblem(answer, 400)
  expect(answer.json()).toMatchObject({ code: 'broken_file' })
})

it('405', async () => {
  const answer = await send(host, { path: PATH, headers: asAdmin })
  expectProblem(answer, 405)
  expect(answer.one('allow')).toBe('POST, OPTIONS')
})

it('413: too much, too many, or too many passwords; nobody is imported', async () => {
  const uid = makeUid()
  const head = `uid,name,password\n${uid},Ada,\n`
  const code = async (file: string) => {
    const answer = await post(file)
    expectProblem(answer, 413)
    return answer.json().code
  }
  expect(await code(head.padEnd(4 * 1024 * 1024 + 1, '\n'))).toBe('body_too_large')
  expect(await code(head + 'x,y,\n'.repeat(10_000))).toBe('too_many_rows')
  expect(await code(head + 'x,y,secret-1234\n'.repeat(101))).toBe('too_many_passwords')
  expect(await find(uid)).toMatchObject({ code: 'user_not_found' })
})

it.each([
  null,
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'constructor',
])('415: %s', async type => {
  expectProblem(await post('uid,name\n', type), 415)
})
