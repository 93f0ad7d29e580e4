import { afterEach, describe, expect, it } from 'vitest'
import { ACCESSES, type Access } from '#lib/cors/access.ts'
import { env } from '#lib/env/env.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { applyAllowList } from './allow-list.ts'
import { findAccessProblem, findAskingPage, makePasswordProblem } from './page-access.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

const GONE = 'https://gone.example'
const at = (access: Access) => `https://${access}.example`
const list = (enabled = true) =>
  applyAllowList({
    origins: ACCESSES.map(access => ({
      origin: at(access),
      mode: 'both',
      enabled,
      access,
      passwords: false,
    })),
    headers: [],
  })

afterEach(() => applyAllowList({ origins: [], headers: [] }))

describe('the page that asks', () => {
  const own = () => env().publicUrl.origin
  it.each<[string, () => [sender: string, ...holders: string[]], Access | null]>([
    ['is none for a program', () => ['', '', ''], null],
    ['is none for a page of our own', () => [own(), own()], null],
    ['has what its entry grants', () => [at('users')], 'users'],
    [
      'has no more than the page that its token was given to',
      () => [at('users'), at('account')],
      'account',
    ],
    [
      'has no more than itself, whosever token it has',
      () => [at('account'), at('administration')],
      'account',
    ],
    ['of our own has no more than its token', () => [own(), at('users')], 'users'],
    [
      'has the least if its token was given to whom nobody allows any longer',
      () => ['', GONE],
      'account',
    ],
    ['is none if it can read no answer', () => [GONE], null],
    ['is none if it can read no answer, but for its token', () => [GONE, at('users')], 'users'],
  ])('%s', (_, origins, access) => {
    list()
    const [sender, ...holders] = origins()
    expect(findAskingPage(sender, holders)?.access ?? null).toBe(access)
  })

  it('has the least if its entry is disabled', () => {
    list(false)
    expect(findAskingPage('', [at('administration')])?.access).toBe('account')
  })
})

describe('what a page may not', () => {
  const viewer = (role: string, access: Access) => ({
    id: 1,
    role,
    page: { origin: at(access), access },
  })

  it.each(ACCESSES.flatMap(access => [...ACCESSES, null].map(needed => [access, needed] as const)))(
    'with %s is what needs %s',
    (access, needed) => {
      list()
      const problem = findAccessProblem(viewer('Admin', access), needed)
      const granted = needed !== null && ACCESSES.indexOf(access) >= ACCESSES.indexOf(needed)
      expect(problem?.code ?? null).toBe(granted ? null : 'origin_access')
    },
  )

  it('is left to the operation for a user whom no entry would help', () => {
    expect(findAccessProblem(viewer('User', 'users'), 'administration')).toBeNull()
    expect(findAccessProblem(viewer('User', 'account'), 'users')).not.toBeNull()
    // What nobody has declared stays closed.
    expect(findAccessProblem(viewer('User', 'users'), null)).not.toBeNull()
  })

  it('is to administer, unless its entry says so', () => {
    expect(ACCESSES.filter(access => isAdmin(viewer('Admin', access)))).toEqual(['administration'])
    expect(ACCESSES.filter(access => isAdmin(viewer('User', access)))).toEqual([])
    expect(isAdmin({ role: 'Admin', page: null })).toBe(true)
  })

  it('is said with what to change', () => {
    list()
    const { message } = findAccessProblem(viewer('Admin', 'users'), 'administration') ?? {}
    expect(message).toBe(
      'Pages of https://users.example may not do this: it needs the access "administration", and they have "users". An administrator can change that on the page /origins.',
    )
    env().corsOrigins.push(at('users'))
    list()
    const pinned = findAccessProblem(viewer('Admin', 'users'), 'administration')
    expect(pinned?.message).toMatch(
      /whoever runs this server can set CORS_ACCESS=administration\.$/,
    )
    expect(makePasswordProblem(at('users')).message).toMatch(/can set CORS_PASSWORDS=1\.$/)
    env().corsOrigins.pop()
  })
})
