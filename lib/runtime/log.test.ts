import { expect, test } from 'vitest'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { createLog, formatLogLine, logError, logInfo } from './log.ts'

test('a line is one JSON object: when, how bad, what, with what', () => {
  const lines = collectLog()
  logInfo('request', { method: 'GET', status: 200, user: null })
  expect(lines()).toEqual([
    {
      ...{ level: 'info', message: 'request', method: 'GET', status: 200, user: null },
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    },
  ])
})

test('of an error the stack is kept, of anything else its text', () => {
  const lines = collectLog()
  logError('request failed', new Error('boom'), { method: 'GET' })
  logError('request failed', 'just text')
  expect(lines()).toMatchObject([
    { level: 'error', method: 'GET', cause: expect.stringMatching(/^Error: boom\n +at /) },
    { cause: 'just text' },
  ])
})

const HOSTILE = 'a\r\n{"level":"info"}\n\x1b[31mred\x9b2J\x7f\u2028\u2029\x00\ud800b'

test('what was sent to us neither begins a line nor reaches a terminal', () => {
  const written: string[] = []
  const log = createLog('info', { write: line => written.push(line) })
  log.info({ [HOSTILE]: HOSTILE }, HOSTILE)
  expect(written).toHaveLength(1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(written[0]?.slice(0, -1)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800]/)
  expect(written[0]?.endsWith('\n')).toBe(true)
  expect(JSON.parse(written[0] ?? '')).toMatchObject({ message: HOSTILE, [HOSTILE]: HOSTILE })
})

test('people read a line with the stack below it, and nothing that was sent begins one', () => {
  const written: string[] = []
  const log = createLog('info', { write: line => written.push(formatLogLine(line)) })
  log.info({ route: '/api/id', status: 200 }, 'request')
  log.error({ cause: `Error: ${HOSTILE}\n    at here` }, HOSTILE)
  const [line, ...stack] = written.join('').split('\n')
  expect(line).toMatch(/^\d\d:\d\d:\d\d info {2}request route="\/api\/id" status=200$/)
  expect(stack.slice(1, -1).every(text => text.startsWith('    '))).toBe(true)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(written.join('').replaceAll('\n', '')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/)
})

test('silence is kept', () => {
  const written: string[] = []
  createLog('silent', { write: line => written.push(line) }).error('boom')
  createLog('error', { write: line => written.push(line) }).info('request')
  expect(written).toEqual([])
})
