import { expect, it } from 'vitest'
import { listFields } from './schema-fields.ts'

const text = { type: 'string' }

it('has the fields of an object in an object by their paths', () => {
  const inner = { type: 'object', properties: { url: text }, required: ['url'] }
  const fields = listFields({
    type: 'object',
    properties: { rule: inner, note: text },
    required: ['rule'],
  })
  expect(fields).toEqual([
    { name: 'rule', schema: inner, required: true },
    { name: 'rule.url', schema: text, required: true },
    { name: 'note', schema: text, required: false },
  ])
})

it('has none of what has a name of its own', () => {
  const $ref = '#/components/schemas/User'
  expect(listFields({ $ref })).toEqual([])
  expect(listFields({ type: 'array', items: { $ref } })).toEqual([])
})

it('has a field of several options once, with what it may be in any of them', () => {
  const option = (action: object, ...others: string[]) => ({
    type: 'object',
    properties: { action, ...Object.fromEntries(others.map(name => [name, text])) },
    required: ['action', ...others],
  })
  const fields = listFields({
    anyOf: [option({ const: 'role' }, 'uid', 'role'), option({ const: 'delete' }, 'uid')],
  })
  expect(fields).toEqual([
    { name: 'action', schema: { anyOf: [{ const: 'role' }, { const: 'delete' }] }, required: true },
    { name: 'uid', schema: text, required: true },
    { name: 'role', schema: text, required: false },
  ])
})
