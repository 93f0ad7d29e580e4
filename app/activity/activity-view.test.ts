import { expect, test } from 'vitest'
import { activityHref, exportHref, plotted, queryOf, readActivity } from './activity-view.ts'

test('what a form left empty, or says twice, does no harm', () => {
  expect(readActivity({ action: '', result: '', q: '', span: '' })).toEqual({ q: '', span: 'all' })
  expect(readActivity({ q: [' toby ', 'niko'], span: '7d' })).toEqual({ q: 'toby', span: '7d' })
})

test.each([{ action: 'fly' }, { result: 'great' }, { span: '1y' }, { q: 'x'.repeat(301) }])(
  '%j is nothing that we know',
  params => expect(readActivity(params)).toBeNull(),
)

test('an address says no more than it must, and is read as it was meant', () => {
  const view = { action: 'sign_in', result: 'refused', q: 'a b', span: '24h', after: 'x' } as const
  const href = activityHref(view)
  expect(href).toBe('/activity?action=sign_in&result=refused&q=a+b&after=x&span=24h')
  expect(readActivity(Object.fromEntries(new URLSearchParams(href.slice(10))))).toEqual(view)
  expect(activityHref({ q: '', span: 'all' })).toBe('/activity')
})

test('a span is asked of the store as the moment at which it begins', () => {
  const { from, limit } = queryOf({ q: '', span: '24h' })
  expect(Date.now() - Number(from)).toBeCloseTo(86_400_000, -3)
  expect(limit).toBe(50)
  expect(queryOf({ q: '', span: 'all' })).not.toHaveProperty('from')
  expect(plotted({ q: '', span: 'all' })).toBe('7d')
})

test('the file has what the list has', () => {
  const href = exportHref({ action: 'sign_in', q: 'toby', span: '30d', after: 'x' }, 'csv')
  const query = new URLSearchParams(href.split('?')[1])
  expect(Object.fromEntries(query)).toEqual({
    ...{ format: 'csv', action: 'sign_in', q: 'toby' },
    from: expect.stringMatching(/^\d{4}-.*Z$/),
  })
})
