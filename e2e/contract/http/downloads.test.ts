import { beforeAll, expect, it } from 'vitest'
import { bearer, postJson, send } from '../../fixtures/client.ts'
import { makeUid, makeUserInput } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

const prefix = makeUid()
beforeAll(async () => {
  const people = [
    { uid: `${prefix}.a`, name: '@SUM(1,1)' },
    { uid: `${prefix}.b`, name: 'Zoë "Z" 李', email: `${prefix}@example.org`, role: 'Editor' },
  ]
  for (const person of people) {
    await postJson(host, '/api/users', makeUserInput(person), [bearer(host.adminToken)])
  }
})

const download = (method = 'GET') => {
  const path = `/api/users/export?q=${prefix}`
  return send(host, { method, path, headers: [bearer(host.adminToken)] })
}

it('200: CSV, kept in no cache, saved and not shown', async () => {
  const answer = await download()
  expect(answer.status).toBe(200)
  expect(answer.one('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.one('content-disposition')).toBe('attachment; filename="latchkey-users.csv"')
  expect(answer.one('cache-control')).toBe('no-store')
  expect(answer.one('x-content-type-options')).toBe('nosniff')
  const [head, first, second, ...rest] = answer.text.split('\r\n')
  // The mark before UTF-8, which Excel needs.
  expect(head).toBe('\ufeffid,uid,name,role,email,emailVerified,dob,joined,lastSignIn,disabled')
  expect(first).toContain(`,${prefix}.a,"'@SUM(1,1)",User,,false,,`)
  expect(second).toContain(`,${prefix}.b,"Zoë ""Z"" 李",Editor,${prefix}@example.org,true,,`)
  expect(rest).toEqual([''])
})

it('200: HEAD says how long it would be', async () => {
  const head = await download('HEAD')
  expect([head.status, head.text]).toEqual([200, ''])
  // Next leaves the length out, as RFC 9110 §9.3.2 lets it.
  const length = String(Buffer.byteLength((await download()).text))
  expect(host.server === 'next start' ? [length, undefined] : [length]).toContain(
    head.one('content-length'),
  )
})
