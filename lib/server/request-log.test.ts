import { describe, expect, it } from 'vitest'
import { findRequestContext, noteUser, runInRequest } from '#lib/http/request-context.ts'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { computeRoutePattern, logRequest } from './request-log.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

describe('logRequest', () => {
  it('says who sent which request and what came of it', () => {
    const lines = collectLog()
    runInRequest(new Headers({ Cookie: 'jwt=secret' }), () => {
      noteUser({ id: 7, uid: 'toby' })
      const started = performance.now() - 12.34
      logRequest({ method: 'GET', route: '/api/id', status: 200, started })
      const [{ ms, ...line } = {}] = lines()
      expect(ms).toBeGreaterThanOrEqual(12.3)
      expect(line).toEqual({
        level: 'info',
        time: expect.any(String),
        message: 'request',
        requestId: findRequestContext()?.id,
        method: 'GET',
        route: '/api/id',
        status: 200,
        user: 7,
      })
    })
  })

  it('logs a probe only when it failed', () => {
    const lines = collectLog()
    for (const status of [200, 503]) {
      logRequest({ method: 'GET', route: '/readyz', status, started: performance.now() })
    }
    expect(lines()).toMatchObject([{ route: '/readyz', status: 503 }])
  })

  it('names no user outside a request', () => {
    const lines = collectLog()
    noteUser({ id: 7, uid: 'toby' })
    logRequest({ method: 'GET', route: '/api/id', status: 401, started: performance.now() })
    expect(lines()).toMatchObject([{ user: null, requestId: null }])
  })
})

describe('computeRoutePattern', () => {
  it.each([
    ['/api', {}, '/api'],
    ['/api/users/', {}, '/api/users'],
    ['/api/users/toby', { uid: 'toby' }, '/api/users/[uid]'],
    ['/api/users/t%40x/pfp', { uid: 't@x' }, '/api/users/[uid]/pfp'],
    ['/api/users/users/pfp', { uid: 'users' }, '/api/users/[uid]/pfp'],
    ['/api/users/pfp/pfp', { uid: 'pfp' }, '/api/users/[uid]/pfp'],
    ['/api/id/sessions/4f', { id: '4f' }, '/api/id/sessions/[id]'],
    ['/api/secret/place', { path: ['secret', 'place'] }, '/api/*'],
    ['/api/secret', { _: 'secret' }, '/api/*'],
    ['/api/users/%ff', { uid: '%ff' }, '/api/users/[uid]'],
  ])('%s with %j is %s', (path, params, pattern) => {
    expect(computeRoutePattern(path, params)).toBe(pattern)
  })
})
