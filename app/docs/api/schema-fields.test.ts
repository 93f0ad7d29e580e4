import { expect, it } from 'vitest'
import { listFields } from './schema-fields.ts'

const text = { type: 'string' }

it('lists the fields of a nested object by their paths', () => {
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

it('lists no fields of a schema that has a name of its own', () => {
  const $ref = '#/components/schemas/User'
  expect(listFields({ $ref })).toEqual([])
  expect(listFields({ type: 'array', items: { $ref } })).toEqual([])
})

it('lists a field of several options once, with all its types', () => {
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
