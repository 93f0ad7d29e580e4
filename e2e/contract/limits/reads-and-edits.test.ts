import { expect, it } from 'vitest'
import { listAuditEvents } from '../../fixtures/audit-events.ts'
import { bearer, send, sendJson } from '../../fixtures/client.ts'
import { executeSql } from '../../fixtures/database.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { SOON } from '../../fixtures/origins.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

it('429: the twenty-first download of one’s own data within an hour', async () => {
  const member = await createMember(host)
  const download = () => send(host, { path: '/api/id/export', headers: [bearer(member.token)] })
  for (let i = 0; i < 20; i++) expect((await download()).status).toBe(200)
  const refused = await download()
  expectProblem(refused, 429)
  expect(Number(refused.one('retry-after'))).toBeGreaterThan(0)
  expect(refused.one('ratelimit')).toMatch(/^"own-export";r=0;t=\d+$/)
})

it('tells members what is left of their lists and changes, and does not count administrators', async () => {
  const member = await createMember(host)
  const told = async (token: string) => {
    const headers = [bearer(token)]
    const lists = ['/api/users?limit=1', '/api/users?q=grace', '/api/id/audit']
    const answers = [
      ...(await Promise.all(lists.map(path => send(host, { path, headers })))),
      await sendJson(host, { method: 'PUT', path: '/api/users', headers }, { name: 'Grace' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    return answers.map(answer => answer.one('ratelimit-policy'))
  }
  const list = '"list";q=1800;w=900'
  expect(await told(member.token)).toEqual([list, list, list, '"edit";q=300;w=900'])
  expect(await told(host.adminToken)).toEqual([undefined, undefined, undefined, undefined])
})

it('429: the three hundred and first change of one’s own account, which the audit log has', async () => {
  const member = await createMember(host)
  const path = `/api/users/${member.uid}`
  const change = (name: string) =>
    sendJson(host, { method: 'PATCH', path, headers: [bearer(member.token)] }, { name })
  expect((await change('Grace the First')).status).toBe(200)
  // As after 299 of them, which take a minute on a busy machine.
  await executeSql(host, `UPDATE "RateLimit" SET "points" = 299 WHERE "key" = 'edit:${member.id}'`)
  const last = await change('Grace the Last')
  expect(last.status).toBe(200)
  expect(last.one('ratelimit')).toMatch(/^"edit";r=0;t=\d+$/)
  expectProblem(await change('Grace'), 429)
  const newest = async () => (await listAuditEvents(host, member.uid))[0]
  await expect
    .poll(newest, SOON)
    .toMatchObject({ action: 'user_change', result: 'limited', detail: { limit: 'edit' } })
})
