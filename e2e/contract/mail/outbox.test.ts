import { beforeAll, expect, it } from 'vitest'
import { listAuditEvents } from '../../fixtures/audit-events.ts'
import { bearer, postJson, send } from '../../fixtures/client.ts'
import { selectOne } from '../../fixtures/database.ts'
import { ADMIN_ONLY, expectInvalid, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { CRON_SECRET } from '../../fixtures/host.ts'
import { addMail, addMailStop } from '../../fixtures/mails.ts'
import { createMember, makeUid, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  const person = await createMember(host)
  member = { ...person, token: await signIn(host, person) }
})

const asAdmin = [bearer(host.adminToken)]
const get = (path: string) => send(host, { path, headers: asAdmin })
const drop = (path: string) => send(host, { method: 'DELETE', path, headers: asAdmin })
const makeAddress = () => `${makeUid()}@example.org`

it('200: lists mails newest first, by status and address, without their words', async () => {
  const address = makeAddress()
  const failed = await addMail(host, { address, content: 's3aled' })
  const waiting = await addMail(host, { address, status: 'waiting', answer: '' })
  const sent = await addMail(host, { address, status: 'sent', content: '', answer: '250 OK' })
  const all = await get(`/api/outbox?to=${address.toUpperCase()}`)
  expect(all.json<object[]>()).toMatchObject([
    { id: sent, status: 'sent', canRetry: false, dueAt: null, answer: '250 OK' },
    { id: waiting, status: 'waiting', canRetry: true, dueAt: expect.any(String), answer: null },
    { id: failed, status: 'failed', canRetry: true, to: address, stopped: false, user: null },
  ])
  expect(all.text).not.toContain('s3aled')
  const one = await get(`/api/outbox?status=failed&to=${address}`)
  expect(one.json<object[]>().map(mail => (mail as { id: number }).id)).toEqual([failed])
})

it('200: pages lead to one another', async () => {
  const address = makeAddress()
  const ids = [await addMail(host, { address }), await addMail(host, { address })].reverse()
  const first = await get(`/api/outbox?to=${address}&limit=1`)
  const next = /<([^>]+)>; rel="next"/.exec(first.one('link') ?? '')?.[1] ?? ''
  const second = await get(next)
  const listed = [first, second].map(page => page.json<{ id: number }[]>()[0]?.id)
  expect(listed).toEqual(ids)
  expect(second.one('link')).toContain('rel="prev"')
  expectInvalid(await get('/api/outbox?after=x'), ['after'])
  expectInvalid(await get('/api/outbox?status=x'), ['status'])
})

it('200: a mail is retried, and its address allowed again, with an audit event', async () => {
  const address = makeAddress()
  const id = await addMail(host, { address })
  await addMailStop(host, address)
  const answer = await postJson(host, `/api/outbox/${id}/retry`, {}, asAdmin)
  expect(answer.status).toBe(200)
  expect(answer.json()).toMatchObject({ id, status: 'waiting', tries: 0, stopped: false })
  expect(await listAuditEvents(host, address)).toMatchObject([
    { action: 'mail_retry', target: { uid: address }, detail: { mail: id, kind: 'test' } },
  ])
})

it('200: a mail that a process has in hand is left to it', async () => {
  const id = await addMail(host, { status: 'waiting' })
  const lease = `UPDATE "Mail" SET "lease" = 'theirs', "tries" = 3 WHERE "id" = ${id} RETURNING "id"`
  await selectOne(host, lease)
  const answer = await postJson(host, `/api/outbox/${id}/retry`, {}, asAdmin)
  expect(answer.json()).toMatchObject({ status: 'waiting', tries: 3 })
})

it('409: a mail whose words are erased cannot be retried', async () => {
  const id = await addMail(host, { status: 'sent', content: '' })
  const answer = await postJson(host, `/api/outbox/${id}/retry`, {}, asAdmin)
  expectProblem(answer, 409, 'The words of this mail are erased, so it cannot be sent again.')
})

it('204: a mail is dropped, with an audit event; 404: it is gone', async () => {
  const address = makeAddress()
  const id = await addMail(host, { address })
  expect((await drop(`/api/outbox/${id}`)).status).toBe(204)
  expect((await get(`/api/outbox?to=${address}`)).json()).toEqual([])
  expectProblem(await drop(`/api/outbox/${id}`), 404, 'There is no such mail in the outbox.')
  expectProblem(await drop('/api/outbox/01'), 404, 'There is no such mail in the outbox.')
  expectProblem(await postJson(host, '/api/outbox/99999999/retry', {}, asAdmin), 404)
  expect(await listAuditEvents(host, address)).toMatchObject([{ action: 'mail_drop' }])
})

it('204: a stopped address is listed and allowed again; 404: nothing stops it', async () => {
  const address = makeAddress()
  await addMailStop(host, address)
  expect((await get('/api/outbox/stops')).json<object[]>()).toContainEqual({
    address,
    answer: '550 5.1.1 No such user',
    createdAt: expect.any(String),
  })
  const path = `/api/outbox/stops/${encodeURIComponent(address.toUpperCase())}`
  expect((await drop(path)).status).toBe(204)
  expect((await get('/api/outbox/stops')).text).not.toContain(address)
  expectProblem(await drop(path), 404, 'Nothing stops mails to this address.')
})

it('401: nobody, and 403: a member, which is recorded', async () => {
  const id = await addMail(host)
  const calls = [
    ['GET', '/api/outbox'],
    ['GET', '/api/outbox/stops'],
    ['DELETE', `/api/outbox/${id}`],
    ['POST', `/api/outbox/${id}/retry`],
    ['DELETE', '/api/outbox/stops/ada%40example.org'],
  ] as const
  for (const [method, path] of calls) {
    expectProblem(await send(host, { method, path }), 401, MISSING)
    const headers = [bearer(member.token)]
    expectProblem(await send(host, { method, path, headers }), 403, ADMIN_ONLY)
  }
})

it('404: the page of mails in development is not there', async () => {
  expect((await send(host, { path: '/dev/mail' })).status).toBe(404)
})

it('204: a cron job has the outbox sent; 404: anybody else', async () => {
  const run = (authorization: string, method = 'GET') =>
    send(host, { method, path: '/api/outbox/run', headers: [['Authorization', authorization]] })
  expect((await run(`Bearer ${CRON_SECRET}`)).status).toBe(204)
  for (const authorization of ['Bearer x', `Basic ${CRON_SECRET}`, '']) {
    expectProblem(await run(authorization), 404)
  }
  expect((await run(`Bearer ${CRON_SECRET}`, 'POST')).status).toBe(405)
})
