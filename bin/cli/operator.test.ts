import { userInfo } from 'node:os'
import { afterEach, expect, test, vi } from 'vitest'
import { toEventRow } from '#lib/audit/event.ts'
import { UID_PATTERN } from '#lib/identity/uid.ts'
import { requireProof } from '#lib/sign-in/step-up.ts'
import { findOperator } from './operator.ts'

afterEach(() => vi.unstubAllEnvs())
const { username } = userInfo()

test('is named by the system’s user, in a way in which no user can be', () => {
  vi.stubEnv('SUDO_USER', undefined)
  const { uid } = findOperator()
  expect(uid).toBe(`${username} (command line)`)
  expect(uid).not.toMatch(UID_PATTERN)
  const row = toEventRow({ action: 'key_rotate', result: 'ok', actor: findOperator() })
  expect(row).toMatchObject({ actorId: null, actorUid: uid })
})

test('and by who called for it', () => {
  vi.stubEnv('SUDO_USER', 'ada')
  expect(findOperator().uid).toBe(`ada as ${username} (command line)`)
  vi.stubEnv('SUDO_USER', username)
  expect(findOperator().uid).toBe(`${username} (command line)`)
})

test('administers, and need not prove a password', () => {
  expect(findOperator().role).toBe('Admin')
  expect(() => requireProof(findOperator())).not.toThrow()
})
