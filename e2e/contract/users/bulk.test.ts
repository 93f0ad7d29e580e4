import { expect, it } from 'vitest'
import { bearer, cookie, type Header, postJson, send } from '../../fixtures/client.ts'
import { executeSql } from '../../fixtures/database.ts'
import {
  ADMIN_ONLY,
  expectInvalid,
  expectProblem,
  INVALID,
  MISSING,
} from '../../fixtures/expectations.ts'
import { ADMIN } from '../../fixtures/host.ts'
import { createMember, makeUid } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const path = '/api/users/bulk'

const host = await requestHost()

const asAdmin = [bearer(host.adminToken)]
const change = (value: unknown, headers: Header[] = asAdmin) => postJson(host, path, value, headers)
const statusOf = async (token: string) =>
  (await send(host, { path: '/api/id', headers: [cookie(token)] })).status

it.each([path, `${path}/`])('200: an answer for each, at %s', async address => {
  const others = `"role" = 'Admin' AND "uidKey" <> 'admin'`
  await executeSql(host, `UPDATE "User" SET "disabled" = true WHERE ${others}`)
  const [ada, eve] = [await createMember(host), await createMember(host)]
  const uids = [ada.uid, 'nobody-at-all', ADMIN.uid, eve.uid]
  const answer = await postJson(host, address, { uids, action: 'disable' }, asAdmin)
  expect(answer.status).toBe(200)
  expect(answer.json()).toEqual({
    results: [
      { uid: ada.uid, ok: true },
      {
        uid: 'nobody-at-all',
        ok: false,
        code: 'user_not_found',
        message: expect.stringMatching(/\S/),
      },
      { uid: ADMIN.uid, ok: false, code: 'last_admin', message: expect.stringMatching(/\S/) },
      { uid: eve.uid, ok: true },
    ],
  })
  expect([await statusOf(ada.token), await statusOf(eve.token)]).toEqual([401, 401])
  expect(await statusOf(host.adminToken)).toBe(200)
})

it('200: enables again, sets a role, deletes', async () => {
  const { uid } = await createMember(host)
  const user = async () =>
    (await send(host, { path: `/api/users/${uid}`, headers: asAdmin })).json()
  await change({ uids: [uid], action: 'disable' })
  expect(await user()).toMatchObject({ disabled: true })
  await change({ uids: [uid], action: 'enable' })
  expect(await user()).toMatchObject({ disabled: false })
  await change({ uids: [uid], action: 'role', role: 'Editor' })
  expect(await user()).toMatchObject({ role: 'Editor' })
  await change({ uids: [uid], action: 'delete' })
  expect(await user()).toMatchObject({ code: 'user_not_found' })
})

it('200: a thousand uids as long as they can be', async () => {
  const uids = Array.from({ length: 1000 }, (_, i) => String(i).padStart(64, 'x'))
  const answer = await change({ uids, action: 'enable' })
  expect(answer.status).toBe(200)
  expect(answer.json<{ results: unknown[] }>().results).toHaveLength(1000)
})

it.each([
  ['nobody', { uids: [], action: 'delete' }, 'uids'],
  ['1001 users', { uids: Array(1001).fill('ada'), action: 'delete' }, 'uids'],
  ['an unknown action', { uids: ['ada'], action: 'promote' }, 'action'],
  ['no role', { uids: ['ada'], action: 'role' }, 'role'],
  ['an unknown role', { uids: ['ada'], action: 'role', role: 'admin' }, 'role'],
])('400: %s', async (_, value, field) => {
  expectInvalid(await change(value), [field])
})

it('401: no token, or one that is none', async () => {
  const value = { uids: [makeUid()], action: 'delete' }
  expectProblem(await change(value, []), 401, MISSING)
  expectProblem(await change(value, [cookie('none')]), 401, INVALID)
})

it('403: an ordinary user, whatever the action, even on themselves', async () => {
  const { uid, token } = await createMember(host)
  for (const action of ['disable', 'enable', 'delete', 'role']) {
    const value = { uids: [uid], action, role: 'Admin' }
    expectProblem(await change(value, [bearer(token)]), 403, ADMIN_ONLY)
  }
  expect(await statusOf(token)).toBe(200)
})
