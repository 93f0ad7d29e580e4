import { spawnSync } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { makeScratchFolder } from '../../e2e/fixtures/scratch-folder.ts'
import { createLog, formatLogLine, logError, logInfo } from './log.ts'

test('a line is one JSON object: time, level, message, fields', () => {
  const lines = collectLog()
  logInfo('request', { method: 'GET', status: 200, user: null })
  expect(lines()).toEqual([
    {
      level: 'info',
      message: 'request',
      method: 'GET',
      status: 200,
      user: null,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    },
  ])
})

test('an error is logged with its stack, anything else as text', () => {
  const lines = collectLog()
  logError('request failed', new Error('boom'), { method: 'GET' })
  logError('request failed', 'just text')
  expect(lines()).toMatchObject([
    { level: 'error', method: 'GET', cause: expect.stringMatching(/^Error: boom\n +at /) },
    { cause: 'just text' },
  ])
})

const HOSTILE = 'a\r\n{"level":"info"}\n\x1b[31mred\x9b2J\x7f\u2028\u2029\x00\ud800b'

test('input neither begins a line nor controls a terminal', () => {
  const written: string[] = []
  const log = createLog('info', { write: line => written.push(line) })
  log.info({ [HOSTILE]: HOSTILE }, HOSTILE)
  expect(written).toHaveLength(1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there.
  expect(written[0]?.slice(0, -1)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800]/)
  expect(written[0]?.endsWith('\n')).toBe(true)
  expect(JSON.parse(written[0] ?? '')).toMatchObject({ message: HOSTILE, [HOSTILE]: HOSTILE })
})

test('formatted for people, a line has the stack below it, and input begins no line', () => {
  const written: string[] = []
  const log = createLog('info', { write: line => written.push(formatLogLine(line)) })
  log.info({ route: '/api/id', status: 200 }, 'request')
  log.error({ cause: `Error: ${HOSTILE}\n    at here` }, HOSTILE)
  const [line, ...stack] = written.join('').split('\n')
  expect(line).toMatch(/^\d\d:\d\d:\d\d info {2}request route="\/api\/id" status=200$/)
  expect(stack.slice(1, -1).every(text => text.startsWith('    '))).toBe(true)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there.
  expect(written.join('').replaceAll('\n', '')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/)
})

test('a log writes nothing below its level', () => {
  const written: string[] = []
  createLog('silent', { write: line => written.push(line) }).error('boom')
  createLog('error', { write: line => written.push(line) }).info('request')
  expect(written).toEqual([])
})

/** How a process ends that logs a number of lines and exits at once, where its output goes to `file`. */
function logAndExit(file: string, lines: number) {
  const script = `
    import { logInfo } from './log.ts'
    for (let i = 0; i < ${lines}; i++) logInfo('line', { i })
    process.exit(7)`
  const { status, signal } = spawnSync(process.execPath, ['--input-type=module', '-'], {
    cwd: import.meta.dirname,
    env: { NODE_ENV: 'test', SECRET_KEY: 'a-key-of-32-bytes-for-this-test-only' },
    input: script,
    stdio: ['pipe', openSync(file, 'w'), 'inherit'],
    timeout: 30_000,
  })
  return { status, signal }
}

test('a process that exits has written all of its lines', () => {
  const file = join(makeScratchFolder(), 'log')
  expect(logAndExit(file, 2000)).toEqual({ status: 7, signal: null })
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  expect(lines.map(line => JSON.parse(line).i)).toEqual(Array.from({ length: 2000 }, (_, i) => i))
})

test('a process exits although nothing can be written, as on a full disk', () => {
  expect(logAndExit('/dev/full', 1)).toEqual({ status: 7, signal: null })
})
