import { expect, it } from 'vitest'
import { bearer, cookie, type Header, origin, postJson, send } from '../../../fixtures/client.ts'
import {
  ADMIN_ONLY,
  expectInvalid,
  expectProblem,
  INVALID,
  MISSING,
} from '../../../fixtures/expectations.ts'
import { createMember, makeUid, signIn } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const PATH = '/api/users/import'
const CSV = 'text/csv'

const host = await requestHost()

const asAdmin = [bearer(host.adminToken)]
const post = (
  body: string | Buffer,
  { type = CSV as string | null, query = '', headers = asAdmin as Header[], path = PATH } = {},
) => {
  const typed: Header[] = type === null ? [] : [['Content-Type', type]]
  return send(host, {
    method: 'POST',
    path: `${path}${query}`,
    body,
    headers: [...typed, ...headers],
  })
}
const find = async (uid: string) =>
  (await send(host, { path: `/api/users/${uid}`, headers: asAdmin })).json()

it.each([PATH, `${PATH}/`])('200: a result for each row, at %s', async path => {
  const [ada, eve] = [makeUid(), makeUid()]
  const file = `uid;name;role;joined\r\n${ada};"Ada; Countess";Editor;2026\r\nx;X;;\r\n${eve};Eve;;\r\n`
  const errors = ['uid', 'name'].map(path => ({ path, message: expect.stringMatching(/\S/) }))
  const failed = { row: 3, uid: 'x', result: 'failed', code: 'invalid_input', errors }
  const outcome = {
    ignored: ['joined'],
    created: 2,
    skipped: 0,
    failed: 1,
    rows: [
      { row: 2, uid: ada, result: 'created' },
      failed,
      { row: 4, uid: eve, result: 'created' },
    ],
  }
  const dry = await post(file, { path, query: '?dry-run=1' })
  expect([dry.status, dry.json()]).toEqual([200, { dryRun: true, ...outcome }])
  expect(await find(ada)).toMatchObject({ code: 'user_not_found' })
  const answer = await post(file, { path })
  expect([answer.status, answer.json()]).toEqual([200, { dryRun: false, ...outcome }])
  expect(await find(ada)).toMatchObject({ name: 'Ada; Countess', role: 'Editor' })
  const again = await post(file, { path })
  expect(again.json()).toMatchObject({ created: 0, skipped: 2, failed: 1 })
  expect(answer.one('cache-control')).toBe('no-store')
})

it('200: as Excel writes it, with a mark before UTF-8', async () => {
  const uid = makeUid()
  const answer = await post(`\ufeffuid;name\r\n${uid};Zoë\r\n`, {
    type: 'text/csv;charset=utf-8',
  })
  expect(answer.json()).toMatchObject({ created: 1, ignored: [] })
  expect(await find(uid)).toMatchObject({ name: 'Zoë' })
})

it('200: an export is who is there', async () => {
  const uid = makeUid()
  await post(`uid,name\n${uid},=1+1 'a'\n`)
  for (const [format, type] of [
    ['csv', CSV],
    ['json', 'application/json'],
  ] as const) {
    const path = `/api/users/export?q=${uid}&format=${format}`
    const file = await send(host, { path, headers: asAdmin })
    expect((await post(file.bytes, { type })).json()).toMatchObject({ skipped: 1, failed: 0 })
  }
})

it('200: who has a password signs in; who has none gets one by a link', async () => {
  const [ada, eve] = [makeUid(), makeUid()]
  const password = 'nanosecond-30cm'
  await post(`uid,name,password\n${ada},Ada,${password}\n${eve},Eve,\n`)
  expect(await signIn(host, { uid: ada, password })).toMatch(/\S/)
  const refused = await postJson(host, '/api/authenticate', { uid: eve, password })
  expectProblem(refused, 401, 'Invalid user id or password')
  const reset = await postJson(host, `/api/users/${eve}/password-reset`, {}, asAdmin)
  const token = new URL(reset.json<{ url: string }>().url).hash.slice(1)
  expect((await postJson(host, '/api/password-reset', { token, password })).status).toBe(204)
  expect(await signIn(host, { uid: eve, password })).toMatch(/\S/)
})

it('400: a JSON file that was cut imports nobody', async () => {
  const uid = makeUid()
  const answer = await post(`[{"uid":"${uid}","name":"Ada"},`, { type: 'application/json' })
  expectProblem(answer, 400, 'User 2 of the file is not complete.')
  expect(await find(uid)).toMatchObject({ code: 'user_not_found' })
})

it('400: an unknown dry-run', async () => {
  expectInvalid(await post('uid,name\n', { query: '?dry-run=yes' }), ['dry-run'])
})

it.each(['dryRun=1', 'dry_run=1', 'dry-run=1&dryrun=1'])(
  '400: %s, and nobody is imported',
  async query => {
    const uid = makeUid()
    expectInvalid(await post(`uid,name\n${uid},Ada Lovelace\n`, { query: `?${query}` }), [''])
    expect(await find(uid)).toMatchObject({ code: 'user_not_found' })
  },
)

it('401: no token, or one that is none', async () => {
  expectProblem(await post('uid,name\n', { headers: [] }), 401, MISSING)
  expectProblem(await post('uid,name\n', { headers: [cookie('none')] }), 401, INVALID)
})

it('403: an ordinary user, even in a dry run', async () => {
  const { token } = await createMember(host)
  const uid = makeUid()
  for (const query of ['', '?dry-run=1']) {
    const answer = await post(`uid,name\n${uid},Ada\n`, { query, headers: [bearer(token)] })
    expectProblem(answer, 403, ADMIN_ONLY)
  }
  expect(await find(uid)).toMatchObject({ code: 'user_not_found' })
})

it('403: from a page elsewhere', async () => {
  const headers = [...asAdmin, origin('https://evil.example')]
  expectProblem(await post('uid,name\n', { headers }), 403)
})
