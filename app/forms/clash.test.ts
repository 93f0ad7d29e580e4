import { expect, test } from 'vitest'
import { hasSameValues, mergeEdits } from './clash.ts'

const was = { name: 'Ada', email: '', status: 'enabled' }

test.each([
  ['nobody changed anything', was, was, was],
  [
    'what I left alone follows them',
    was,
    { ...was, status: 'disabled' },
    { ...was, status: 'disabled' },
  ],
  ['what I changed stays', { ...was, name: 'Me' }, was, { ...was, name: 'Me' }],
  [
    'so it does where both did',
    { ...was, name: 'Me', email: 'me@x.org' },
    { ...was, name: 'Them', status: 'disabled' },
    { name: 'Me', email: 'me@x.org', status: 'disabled' },
  ],
])('%s', (_, yours, theirs, together) => {
  expect(mergeEdits(was, yours, theirs)).toEqual(together)
})

test('a field that one emptied stays empty', () => {
  expect(mergeEdits({ email: 'a@x.org' }, { email: '' }, { email: 'b@x.org' })).toEqual({
    email: '',
  })
})

test('versions are alike in the fields of the form, whatever else they hold', () => {
  expect(hasSameValues(was, { ...was, avatar: 'new' })).toBe(true)
  expect(hasSameValues(was, { ...was, name: 'Them' })).toBe(false)
})
