import { expect, it } from 'vitest'
import { bearer, send, sendJson } from '../../fixtures/client.ts'
import { expectInvalid, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

const asAdmin = [bearer(host.adminToken)]
const get = (path: string, token = host.adminToken) =>
  send(host, { path, headers: [bearer(token)] })

it('200: filtered, and page by page', async () => {
  const { uid } = await createMember(host)
  const first = await get(`/api/audit?q=${uid}&limit=1`)
  const [, next] = /<([^>]+)>; rel="next"/.exec(first.one('link') ?? '') ?? []
  expect(first.json<object[]>()).toMatchObject([{ action: 'sign_in' }])
  expect((await get(next ?? '')).json<object[]>()).toMatchObject([{ action: 'sign_up' }])
  expect((await get(`/api/audit?q=${uid}&action=sign_up`)).json<object[]>()).toHaveLength(1)
  expect((await get(`/api/audit?q=${uid}&to=2020-01-01`)).json<object[]>()).toEqual([])
})

it('200: everybody sees their own part', async () => {
  const { uid, token } = await createMember(host)
  const path = `/api/users/${uid}`
  await sendJson(host, { method: 'PATCH', path, headers: asAdmin }, { name: 'Another Name' })
  const own = (await get('/api/id/audit', token)).json<object[]>()
  expect(own).toMatchObject([
    { action: 'user_change', by: 'administrator', address: null },
    { action: 'sign_in', by: 'you' },
    { action: 'sign_up', by: 'nobody' },
  ])
  expect(JSON.stringify(own)).not.toContain('"admin"')
})

it('200: a file of all that match', async () => {
  const { uid } = await createMember(host)
  const csv = await get(`/api/audit/export?q=${uid}`)
  expect(csv.one('content-disposition')).toBe('attachment; filename="latchkey-activity.csv"')
  const [head, ...lines] = csv.text.trim().split('\r\n')
  expect(head).toMatch(/^id,at,action,result,count,actor,target,address,origin,/)
  expect(lines.map(line => line.split(',')[2])).toEqual(['sign_in', 'sign_up'])
  const json = await get(`/api/audit/export?q=${uid}&format=json`)
  expect(json.json<object[]>()).toHaveLength(2)
  expect((await get('/api/audit?action=audit_export')).json<object[]>()).not.toEqual([])
})

it.each([
  ['action=fly', 'action'],
  ['result=great', 'result'],
  ['from=yesterday', 'from'],
  ['limit=0', 'limit'],
  ['after=nowhere', 'after'],
  ['q=%00', 'q'],
])('400: %s', async (query, path) => {
  expectInvalid(await get(`/api/audit?${query}`), [path])
})

it('401: nobody', async () => {
  for (const path of ['/api/audit', '/api/audit/export', '/api/id/audit']) {
    expectProblem(await send(host, { path }), 401, MISSING)
  }
})
