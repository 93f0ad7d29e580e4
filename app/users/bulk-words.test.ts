import { expect, test } from 'vitest'
import {
  addResults,
  describeBulkChange,
  describeFilter,
  describeOthers,
  describeSummary,
  emptySummary,
} from './bulk-words.ts'

const ok = { uid: 'ada', ok: true }
const refused = { uid: 'eve', ok: false, code: 'last_admin', message: 'The last one.' }
const users = (count: number) => Array.from({ length: count }, () => ({ uid: 'ada', name: 'Ada' }))
const matching = { filter: { q: 'la' }, total: 27_900 }

test.each([
  ['delete', { users: users(1) }, 'Delete ada'],
  ['disable', { users: users(1200) }, 'Disable 1,200 users'],
  ['role', { users: users(2) }, 'Set the role of 2 users'],
  ['delete', { ...matching, about: false }, 'Delete 27,900 users'],
  ['enable', { ...matching, about: true }, 'Enable about 27,900 users'],
  ['enable', { ...matching, total: 1, about: false }, 'Enable 1 user'],
] as const)('%s of %o is "%s"', (action, whom, words) => {
  expect(describeBulkChange(action, 'users' in whom ? { users: [...whom.users] } : whom)).toBe(
    words,
  )
})

test.each([
  [{ q: '' }, 'All users'],
  [{ q: 'la' }, 'All users who match “la”'],
  [
    { q: '', role: 'Editor', status: 'disabled' },
    'All users who have the role Editor and are disabled',
  ],
  [
    { q: 'la', role: 'Editor', status: 'enabled' },
    'All users who match “la”, have the role Editor and are enabled',
  ],
] as const)('%o is described as: %s', (filter, words) => {
  expect(describeFilter(filter)).toBe(words)
})

test('an outcome counts who was changed and who was refused, over several batches', () => {
  const first = addResults(emptySummary, [ok, ok])
  expect(describeSummary('enable', first)).toBe('2 users enabled')
  const both = addResults(first, [ok, refused])
  expect(describeSummary('delete', both)).toBe('3 users deleted, 1 refused')
  expect(both.refused).toEqual([refused])
  expect(describeSummary('disable', addResults(emptySummary, [refused]))).toBe(
    '0 users disabled, 1 refused',
  )
})

test('the users who are not named are counted', () => {
  expect([describeOthers(1), describeOthers(1200)]).toEqual([
    'and 1 other user',
    'and 1,200 other users',
  ])
})
