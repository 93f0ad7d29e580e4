import { userInfo } from 'node:os'
import { afterEach, expect, test, vi } from 'vitest'
import { toEventRow } from '#lib/audit/event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { UID_PATTERN } from '#lib/identity/uid.ts'
import { findOperator } from './operator.ts'

afterEach(() => vi.unstubAllEnvs())
const { username } = userInfo()

test('the operator has the name of the system user, in a form that no user ID can have', () => {
  vi.stubEnv('SUDO_USER', undefined)
  const { uid } = findOperator()
  expect(uid).toBe(`${username} (command line)`)
  expect(uid).not.toMatch(UID_PATTERN)
  const row = toEventRow({ action: 'key_rotate', result: 'ok', actor: findOperator() })
  expect(row).toMatchObject({ actorId: null, actorUid: uid })
})

test('the operator has the name of the user who called sudo, too', () => {
  vi.stubEnv('SUDO_USER', 'ada')
  expect(findOperator().uid).toBe(`ada as ${username} (command line)`)
  vi.stubEnv('SUDO_USER', username)
  expect(findOperator().uid).toBe(`${username} (command line)`)
})

test('the operator is an administrator, and needs no proof', () => {
  expect(findOperator().role).toBe('Admin')
  expect(() => requireProof(findOperator(), 'user_delete')).not.toThrow()
})
