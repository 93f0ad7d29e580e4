import { expect, test } from 'vitest'
import { hasSameValues, mergeEdits } from './clash.ts'

const was = { name: 'Ada', email: '', status: 'enabled' }

test.each([
  ['nobody changed anything', was, was, was],
  [
    'a field that I left alone follows theirs',
    was,
    { ...was, status: 'disabled' },
    { ...was, status: 'disabled' },
  ],
  ['a field that I changed stays', { ...was, name: 'Me' }, was, { ...was, name: 'Me' }],
  [
    'a field that both changed stays mine',
    { ...was, name: 'Me', email: 'me@x.org' },
    { ...was, name: 'Them', status: 'disabled' },
    { name: 'Me', email: 'me@x.org', status: 'disabled' },
  ],
])('%s', (_, yours, theirs, merged) => {
  expect(mergeEdits(was, yours, theirs)).toEqual(merged)
})

test('a field that I emptied stays empty', () => {
  expect(mergeEdits({ email: 'a@x.org' }, { email: '' }, { email: 'b@x.org' })).toEqual({
    email: '',
  })
})

test('versions are the same if the fields of the form are, whatever else they hold', () => {
  expect(hasSameValues(was, { ...was, avatar: 'new' })).toBe(true)
  expect(hasSameValues(was, { ...was, name: 'Them' })).toBe(false)
})
