import { expect, it } from 'vitest'
import { readTarget } from './target.ts'

const viewer = { id: 7, uid: 'ada' }

it.each([
  [
    'the id, with a new uid',
    { id: 9, uid: 'eve', name: 'Eve' },
    { target: { id: 9 }, changes: { uid: 'eve', name: 'Eve' } },
  ],
  ['the uid', { uid: 'eve', name: 'Eve' }, { target: { uid: 'eve' }, changes: { name: 'Eve' } }],
  ['neither: the viewer', { name: 'Ada' }, { target: viewer, changes: { name: 'Ada' } }],
])('a PUT names its user by %s', (_, body, meant) => {
  expect(readTarget(viewer, body)).toEqual(meant)
})
