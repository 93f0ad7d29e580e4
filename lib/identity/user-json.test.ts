import { expect, it } from 'vitest'
import type { Access } from '#lib/cors/access.ts'
import { toUserJson } from './user-json.ts'
import type { Asker } from './viewer.ts'

const toby = {
  id: 1,
  uid: 'toby',
  name: 'Thomas Edison',
  role: 'User',
  email: 'toby@example.com',
  verifiedEmailKey: 'toby@example.com',
  dob: '2000-01-01',
  createdAt: new Date('2026-01-02T03:04:05Z'),
  lastSignInAt: new Date(0),
  avatarKey: null,
  disabled: false,
  hash: '$2b$12$never',
}
const SHOWN = { showAge: true }
const shared = ['access', 'age', 'id', 'name', 'pfp', 'role', 'uid']
const own = [...shared, 'dob', 'email', 'emailVerified', 'joined', 'lastSignIn', 'disabled'].sort()
const keys = (viewer: Asker | null) => Object.keys(toUserJson(viewer, toby, SHOWN)).sort()

it('shows a member only what all members may see of another', () => {
  expect(keys({ id: 2, role: 'User', page: null })).toEqual(shared)
  expect(toUserJson({ id: 2, role: 'User', page: null }, toby, SHOWN).access).toEqual(['ro'])
})

it('shows an administrator no more than a member on a page that may not act as one', () => {
  const on = (access: Access): Asker => ({
    id: 2,
    role: 'Admin',
    page: { origin: 'https://a.example', access },
  })
  expect(keys(on('account'))).toEqual(shared)
  expect(keys(on('users'))).toEqual(shared)
  expect(keys(on('administration'))).toEqual(own)
})

it('shows a viewer of an unknown role no more than a member', () => {
  expect(keys({ id: 2, role: 'admin', page: null })).toEqual(shared)
  expect(keys(null)).toEqual(shared)
})

it.each([
  ['the user', { id: 1, role: 'User', page: null }],
  ['an administrator', { id: 2, role: 'Admin', page: null }],
])('shows %s everything but the hash', (_who, viewer) => {
  expect(keys(viewer)).toEqual(own)
  expect(toUserJson(viewer, toby, SHOWN).access).toEqual(['rw'])
  expect(JSON.stringify(toUserJson(viewer, toby, SHOWN))).not.toContain('$2b$')
})

it('hides ages from members with SHOW_AGE=0, but not one’s own', () => {
  const ageFor = (viewer: Asker | null, showAge: boolean) =>
    toUserJson(viewer, toby, { showAge }).age
  for (const viewer of [{ id: 2, role: 'User', page: null }, null]) {
    expect(ageFor(viewer, true)).toEqual(expect.any(Number))
    expect(ageFor(viewer, false)).toBeNull()
  }
  expect(ageFor({ id: 1, role: 'User', page: null }, false)).toEqual(expect.any(Number))
  expect(ageFor({ id: 2, role: 'Admin', page: null }, false)).toEqual(expect.any(Number))
})
