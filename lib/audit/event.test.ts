import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runInRequest } from '#lib/http/request-context.ts'
import { AUDIT_ACTIONS, AUDIT_RESULTS, toEventRow } from './event.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
const inventory = readFileSync(new URL('../../docs/audit.md', import.meta.url), 'utf8')

test.each([...AUDIT_ACTIONS, ...AUDIT_RESULTS])('docs/audit.md says what %s is', name => {
  expect(inventory).toContain(`\`${name}\``)
})

test('an event outside of any request comes from nowhere', () => {
  expect(toEventRow({ action: 'key_rotate', result: 'ok', actor: null })).toEqual({
    at: expect.any(Date),
    action: 'key_rotate',
    result: 'ok',
    count: 1,
    actorId: null,
    actorUid: '',
    targetId: null,
    targetUid: '',
    address: '',
    origin: '',
    agent: '',
    requestId: '',
    detail: '{}',
  })
})

test('cuts what a client says about itself, and keeps only the id and uid of people', () => {
  const headers = new Headers({ 'User-Agent': 'x'.repeat(5000), Origin: 'y'.repeat(5000) })
  const toby = { id: 7, uid: 'toby', name: 'Toby', email: 'toby@example.org', role: 'User' }
  const event = { action: 'user_delete', result: 'ok', actor: toby, target: toby } as const
  const row = runInRequest(headers, () => toEventRow(event))
  expect([row.agent.length, row.origin.length]).toEqual([300, 300])
  expect(JSON.stringify(row)).not.toMatch(/Toby|example|User"/)
})
