import { expect, test } from 'vitest'
import { alike, merged } from './meanwhile.ts'

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
  expect(merged(was, yours, theirs)).toEqual(together)
})

test('a field that one emptied stays empty', () => {
  expect(merged({ email: 'a@x.org' }, { email: '' }, { email: 'b@x.org' })).toEqual({ email: '' })
})

test('versions are alike in the fields of the form, whatever else they hold', () => {
  expect(alike(was, { ...was, avatar: 'new' })).toBe(true)
  expect(alike(was, { ...was, name: 'Them' })).toBe(false)
})
