import { expect, test } from 'vitest'
import { actWords, outcomeWords } from './bulk-words.ts'

const ok = { uid: 'ada', ok: true }
const refused = { uid: 'eve', ok: false, code: 'last_admin', message: 'The last one.' }

test.each([
  ['delete', 1, 'Delete 1 user'],
  ['disable', 1000, 'Disable 1,000 users'],
  ['role', 2, 'Set the role of 2 users'],
] as const)('%s of %i is "%s"', (action, count, words) => {
  expect(actWords(action, count)).toBe(words)
})

test('an outcome counts who was changed and who was refused', () => {
  expect(outcomeWords('enable', [ok, ok])).toBe('2 users enabled')
  expect(outcomeWords('delete', [ok, refused])).toBe('1 user deleted, 1 refused')
  expect(outcomeWords('disable', [refused])).toBe('0 users disabled, 1 refused')
})
