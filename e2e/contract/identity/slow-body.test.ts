import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { bearer, send, sendJson } from '../../fixtures/client.ts'
import { createAdmin, createMember, makeUid, signIn } from '../../fixtures/people.ts'
import { sendRaw } from '../../fixtures/raw.ts'
import { requestHost } from '../../fixtures/request-host.ts'

// A request that is let in, and whose body comes when its sender has lost the right to send it.

const host = await requestHost()

const changeUser = (uid: string, changes: object) =>
  sendJson(
    host,
    { method: 'PATCH', path: `/api/users/${uid}`, headers: [bearer(host.adminToken)] },
    changes,
  )
const listOrigins = async () =>
  (await send(host, { path: '/api/origins', headers: [bearer(host.adminToken)] })).text

// Side by side, since each waits.
describe.concurrent.each([
  ['demoted', { role: 'User' }],
  ['disabled', { disabled: true }],
])('an administrator who is %s before the body is complete', (_, loss) => {
  const sendSlowly = async (method: string, path: string, value: object) => {
    const { uid, token } = await createAdmin(host)
    const body = JSON.stringify(value)
    async function* write() {
      yield `${method} ${path} HTTP/1.1\r\nHost: localhost:${host.port}\r\nConnection: close\r\n`
      yield `Authorization: Bearer ${token}\r\nContent-Type: application/json\r\n`
      yield `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 1)}`
      await setTimeout(1500)
      expect((await changeUser(uid, loss)).status).toBe(200)
      yield body.slice(1)
    }
    return sendRaw(host, write())
  }

  it('changes nobody', async () => {
    const { uid } = await createMember(host)
    const answer = await sendSlowly('PATCH', `/api/users/${uid}`, { role: 'Admin' })
    expect(answer).toMatch(/^HTTP\/1\.1 401 .*"token_invalid"/s)
  })

  it('deletes nobody', async () => {
    const { uid, password } = await createMember(host)
    const answer = await sendSlowly('DELETE', '/api/users', { uid })
    expect(answer).toMatch(/^HTTP\/1\.1 401 .*"token_invalid"/s)
    await signIn(host, { uid, password })
  })

  it('allows no origin', async () => {
    const origin = `https://${makeUid()}.example`
    const answer = await sendSlowly('POST', '/api/origins', { origin })
    expect(answer).toMatch(/^HTTP\/1\.1 401 .*"token_invalid"/s)
    expect(await listOrigins()).not.toContain(origin)
  })
})
