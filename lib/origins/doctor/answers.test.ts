import { expect, test } from 'vitest'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { ask, cookie, PAGES, policy } from './diagnose.fixture.ts'
import { diagnose } from './doctor.ts'
import { Question } from './question.ts'

test('the lines of the answers are the headers of the verdicts', () => {
  const { steps } = ask({ method: 'PUT', headers: 'X-Origin' })
  const facts: Record<string, string> = {
    origin: PAGES,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'x-origin',
  }
  const lines = (method: string) =>
    judgeRequest(policy, { method, path: '/api/users', header: name => facts[name] }).headers.map(
      ([name, value]) => `${name}: ${value}`,
    )
  const linesOf = (id: string) => steps.find(step => step.id === id)?.lines
  expect(linesOf('preflight')).toEqual([
    'OPTIONS /api/users HTTP/1.1',
    `Origin: ${PAGES}`,
    'Access-Control-Request-Method: PUT',
    'Access-Control-Request-Headers: x-origin',
  ])
  expect(linesOf('preflight-answer')).toEqual(['HTTP/1.1 204 No Content', ...lines('OPTIONS')])
  expect(linesOf('answer')).toEqual(lines('PUT'))
})

test('a call from https to plain http is blocked, except to this machine', () => {
  const mixed = (url: string) => {
    const here = { policy, server: new URL(url), cookie }
    return diagnose(Question.parse({ origin: PAGES }), here).steps.find(({ id }) => id === 'mixed')
  }
  expect(mixed('http://auth.example.com')?.ok).toBe(false)
  expect(mixed('http://localhost:3000')?.ok).toBe(true)
  expect(mixed('https://auth.example.com')).toBeUndefined()
})

test('every step has a rule and says why, and each fix links to a page of this server', () => {
  for (const origin of [
    'null',
    'x',
    'https://new.example',
    'https://off.example',
    'http://10.0.0.1',
  ]) {
    for (const method of ['GET', 'POST', 'patch', 'TRACE']) {
      for (const step of ask({ origin, method }).steps) {
        expect(step.cause.length).toBeGreaterThan(20)
        expect(step.rule.url).toMatch(/^https:\/\//)
        if (step.fix?.href) expect(step.fix.href).toMatch(/^\/(?:origins|docs)\b/)
      }
    }
  }
})
