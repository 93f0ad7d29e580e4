import { expect, test } from 'vitest'
import { makeOwnSettings } from './policy.fixture.ts'
import { buildCorsPolicy } from './policy.ts'
import { judgeRequest } from './verdict.ts'

const PAGES = 'https://you.github.io'
const policy = buildCorsPolicy(makeOwnSettings({ corsOrigins: [PAGES] }))

test('equal verdicts are the same object, so that a host may cache what it derives from one', () => {
  const judge = (method: string, path: string, asked: Record<string, string>) => {
    const headers = new Headers({ origin: PAGES, ...asked })
    return judgeRequest(policy, { method, path, header: name => headers.get(name) })
  }
  const put = {
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type',
  }
  expect(judge('OPTIONS', '/api/id', put)).toBe(judge('OPTIONS', '/api/users', put))
  expect(judge('GET', '/api/id', {})).toBe(judge('PUT', '/api', {}))
})
