import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildRouter, toRouterPattern } from './router.ts'

const routes = buildRouter(
  new Map(
    [['users'], ['users', '[uid]'], ['users', 'authenticate'], ['[[...path]]']].map(segments => {
      const name = segments.join('/')
      const module = { name } as never
      return [toRouterPattern(['api', ...segments]), module]
    }),
  ),
)
const nameOf = (path: string) => (routes(path)?.module as { name?: string } | undefined)?.name

describe('toRouterPattern', () => {
  it.each([
    [['api', 'users'], '/api/users'],
    [['api', 'users', '[uid]'], '/api/users/:uid'],
    [['api', '(admin)', 'users'], '/api/users'],
    [['api', 'files', '[...path]'], '/api/files/**:path'],
    [['api', '[[...path]]'], '/api/**'],
  ])('%j is %s', (segments, pattern) => {
    expect(toRouterPattern(segments)).toBe(pattern)
  })
})

describe('buildRouter', () => {
  it.each([
    ['/api/users', 'users'],
    ['/api/users/', 'users'],
    ['/api/users/toby', 'users/[uid]'],
    ['/api/users/toby/', 'users/[uid]'],
    ['/api/users/authenticate', 'users/authenticate'],
    ['/api/users/toby/more', '[[...path]]'],
    ['/api', '[[...path]]'],
    ['/api/', '[[...path]]'],
    ['/api/Users', '[[...path]]'],
    ['/api/__proto__', '[[...path]]'],
    ['/elsewhere', undefined],
  ])('%s leads to %s', (path, name) => {
    expect(nameOf(path)).toBe(name)
  })

  it('decodes parameters', () => {
    expect(routes('/api/users/a%40b.c')?.params).toEqual({ uid: 'a@b.c' })
  })

  it('matches every path under /api, and throws nothing but URIError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const path = `/api/${text}`
        try {
          expect(routes(path)).not.toBeNull()
        } catch (error) {
          expect(error).toBeInstanceOf(URIError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
