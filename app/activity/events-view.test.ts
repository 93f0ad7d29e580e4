import { afterEach, expect, test, vi } from 'vitest'
import {
  buildEventExportHref,
  buildEventsHref,
  choosePlotSpan,
  readEventsView,
  toAuditQuery,
} from './events-view.ts'

afterEach(() => void vi.useRealTimers())

test('empty and repeated parameters do no harm', () => {
  expect(readEventsView({ action: '', result: '', q: '', span: '' })).toEqual({
    q: '',
    span: 'all',
  })
  expect(readEventsView({ q: [' toby ', 'niko'], span: '7d' })).toEqual({ q: 'toby', span: '7d' })
})

test.each([{ action: 'fly' }, { result: 'great' }, { span: '1y' }, { q: 'x'.repeat(301) }])(
  'an address with %j is refused',
  params => expect(readEventsView(params)).toBeNull(),
)

test('an address leaves out the defaults, and is read back as the same view', () => {
  const view = { action: 'sign_in', result: 'refused', q: 'a b', span: '24h', after: 'x' } as const
  const href = buildEventsHref(view)
  expect(href).toBe('/activity?action=sign_in&result=refused&q=a+b&after=x&span=24h')
  expect(readEventsView(Object.fromEntries(new URLSearchParams(href.slice(10))))).toEqual(view)
  expect(buildEventsHref({ q: '', span: 'all' })).toBe('/activity')
})

test('the store is asked for the time at which the span begins', () => {
  vi.useFakeTimers({ now: 86_400_000 })
  const { from, limit } = toAuditQuery({ q: '', span: '24h' })
  expect(from).toEqual(new Date(0))
  expect(limit).toBe(50)
  expect(toAuditQuery({ q: '', span: 'all' })).not.toHaveProperty('from')
  expect(choosePlotSpan({ q: '', span: 'all' })).toBe('7d')
})

test('the file has the same events as the list', () => {
  const href = buildEventExportHref(
    { action: 'sign_in', q: 'toby', span: '30d', after: 'x' },
    'csv',
  )
  const query = new URLSearchParams(href.split('?')[1])
  expect(Object.fromEntries(query)).toEqual({
    format: 'csv',
    action: 'sign_in',
    q: 'toby',
    from: expect.stringMatching(/^\d{4}-.*Z$/),
  })
})
