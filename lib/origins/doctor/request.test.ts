import { describe, expect, test } from 'vitest'
import { Question } from './question.ts'
import {
  buildBrowserRequest,
  isForbiddenMethod,
  isSafeType,
  listPreflightReasons,
} from './request.ts'

/** The question of a page whose cookies may be sent. */
const readQuestion = (asked: Record<string, string>) => ({
  credentials: 'include' as const,
  ...Question.omit({ credentials: true }).parse(asked),
})

const reasonsOf = (asked: Record<string, string>, relation: 'same-origin' | 'cross-site') => {
  const question = readQuestion({ origin: 'https://you.github.io', ...asked })
  return listPreflightReasons(buildBrowserRequest(question), relation, question['content-type'])
    .length
}

describe('listPreflightReasons', () => {
  test.each([
    [0, {}],
    [0, { method: 'HEAD' }],
    [0, { method: 'POST' }],
    [0, { method: 'post' }],
    [0, { method: 'POST', 'content-type': 'text/plain;charset=UTF-8' }],
    [0, { headers: 'Accept, Accept-Language, Content-Language, Range' }],
    // The browser drops headers that only it may set, so they are no reason.
    [0, { headers: 'Origin, Cookie, Sec-Fetch-Mode, Proxy-Foo' }],
    // Neither are headers that only Chrome sends without asking.
    [0, { headers: 'User-Agent, Save-Data, DPR, Viewport-Width' }],
    [1, { method: 'PUT' }],
    [1, { method: 'OPTIONS' }],
    [1, { method: 'PATCH' }],
    [1, { headers: 'X-Origin' }],
    [1, { headers: 'Authorization' }],
    [1, { 'content-type': 'application/json' }],
    [3, { method: 'patch', headers: 'x-a', 'content-type': 'application/json' }],
  ])('gives %i reasons: %j', (count, asked) => {
    expect(reasonsOf(asked, 'cross-site')).toBe(count)
    expect(reasonsOf(asked, 'same-origin')).toBe(0)
  })
})

test.each([
  ['text/plain', true],
  ['Text/Plain ; charset=utf-8', true],
  ['application/x-www-form-urlencoded', true],
  ['multipart/form-data; boundary=x', true],
  ['application/json', false],
  ['text/html', false],
  ['text/plainly', false],
  ['', false],
  ['text/plain; charset="utf-8"', false],
  ['text/plain; a=(b)', false],
  [`text/plain; a=${'b'.repeat(120)}`, false],
])('a form can send %s: %s', (type, safe) => {
  expect(isSafeType(type)).toBe(safe)
})

test('the browser writes known methods except patch in upper case, and names each header once', () => {
  const question = readQuestion({ method: 'delete', headers: 'X-B, x-a, X-b, Host' })
  expect(buildBrowserRequest(question)).toEqual({
    method: 'DELETE',
    names: ['x-b', 'x-a'],
    dropped: ['host'],
    unsafe: ['x-a', 'x-b'],
    elsewhere: [],
  })
  expect(buildBrowserRequest(readQuestion({ method: 'patch' })).method).toBe('patch')
  expect(['trace', 'CONNECT', 'Track', 'GET'].map(isForbiddenMethod)).toEqual([
    true,
    true,
    true,
    false,
  ])
})

test('Chrome drops User-Agent and sends its hints without asking; other browsers ask for both', () => {
  const question = readQuestion({ headers: 'Save-Data, User-Agent, ECT, X-A' })
  expect(buildBrowserRequest(question)).toMatchObject({
    names: ['save-data', 'ect', 'x-a'],
    dropped: ['user-agent'],
    unsafe: ['x-a'],
    elsewhere: ['ect', 'save-data', 'user-agent'],
  })
})

test.each([
  [{ method: 'GET POST' }],
  [{ headers: 'x-ä' }],
  [{ headers: 'x:y' }],
  [{ credentials: 'same' }],
  [{ origin: 'x'.repeat(301) }],
])('%j is not a valid question', asked => {
  expect(Question.safeParse(asked).success).toBe(false)
})
