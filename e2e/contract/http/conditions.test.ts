import { expect, it } from 'vitest'
import { bearer, type Header, send, sendJson } from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()
const asAdmin = bearer(host.adminToken)

/** Somebody, the ETag that they have, and what changes their name under an If-Match. */
async function createVersion() {
  const path = `/api/users/${(await createMember(host)).uid}`
  const readEtag = async () => (await send(host, { path, headers: [asAdmin] })).one('etag') ?? ''
  const change = (condition: string) => {
    const headers: Header[] = [asAdmin, ['If-Match', condition]]
    return sendJson(host, { method: 'PATCH', path, headers }, { name: 'Changed' })
  }
  return { etag: await readEtag(), readEtag, change }
}

it.each([
  ['the one that stands', (etag: string) => etag],
  ['*', () => '*'],
  ['one of several', (etag: string) => `"other", ${etag}`],
])('200: If-Match with %s', async (_, write) => {
  const { etag, readEtag, change } = await createVersion()
  const answer = await change(write(etag))
  expect(answer.status).toBe(200)
  expect(answer.one('etag')).not.toBe(etag)
  expect(await readEtag()).toBe(answer.one('etag'))
})

it.each([
  ['another one', () => '"other"'],
  ['one without quotes', (etag: string) => etag.replaceAll('"', '')],
  ['a weak one', (etag: string) => `W/${etag}`],
  ['nothing', () => ''],
])('412: If-Match with %s', async (_, write) => {
  const { etag, readEtag, change } = await createVersion()
  const answer = await change(write(etag))
  expectProblem(answer, 412)
  expect(answer.json().code).toBe('changed_meanwhile')
  expect(await readEtag()).toBe(etag)
})
