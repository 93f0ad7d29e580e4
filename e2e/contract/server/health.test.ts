import { expect, it } from 'vitest'
import { type Header, send } from '../../fixtures/client.ts'
import { runWithoutTable } from '../../fixtures/database.ts'
import { expectJson, expectProblem } from '../../fixtures/expectations.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

const get = (path: string) => send(host, { path })

it.each(['/healthz', '/healthz/'])('200: %s says ok', async path => {
  const answer = await get(path)
  expect([answer.status, answer.text]).toEqual([200, 'ok\n'])
  expect(answer.one('content-type')).toBe('text/plain; charset=utf-8')
  expect(answer.one('cache-control')).toBe('no-store')
})

it('200: /readyz, with the database there and every migration in it', async () => {
  const answer = await get('/readyz')
  expectJson(answer, 200)
  expect(answer.json()).toEqual({ status: 'ready' })
})

it('503: /readyz says which check fails, and no more; /healthz is not concerned', async () => {
  await runWithoutTable(host, '_prisma_migrations', async () => {
    const answer = await get('/readyz')
    expectProblem(answer, 503, 'Migrations are missing in the database.')
    expect(answer.json()).toMatchObject({ code: 'migrations_missing' })
    expect((await get('/healthz')).status).toBe(200)
  })
  expect((await get('/readyz')).status).toBe(200)
})

it.each(['/healthz', '/readyz'])(
  '%s takes HEAD, nothing else, and has no CORS header',
  async path => {
    const head = await send(host, { method: 'HEAD', path })
    expect([head.status, head.text]).toEqual([200, ''])
    expectProblem(await send(host, { method: 'POST', path }), 405)
    const headers: Header[] = [['Origin', 'https://evil.example']]
    const answer = await send(host, { path, headers })
    expect(answer.status).toBe(200)
    expect(answer.headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
  },
)
