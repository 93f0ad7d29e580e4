import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { sendChunk } from './send-chunk.ts'

const own = globalThis.fetch
let server: Server | undefined
afterEach(() => {
  globalThis.fetch = own
  server?.close()
})

/** Starts a server that gives these answers one after the other; returns the paths that it was asked for. */
async function answerWith(...answers: [status: number, body: object][]): Promise<string[]> {
  const asked: string[] = []
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const [status, body] = answers.shift() ?? [500, {}]
    response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  globalThis.fetch = (path, init) => own(`http://127.0.0.1:${port}${path}`, init)
  return asked
}

const rows = [
  { row: 7, uid: 'ada', values: { uid: 'ada', name: 'Ada' } },
  { row: 8, uid: 'ada', refused: { code: 'uid_repeated', errors: [] } },
  { row: 9, uid: 'eve', values: { uid: 'eve', name: 'Eve' } },
]
const made = (row: number, uid: string) => ({ row, uid, result: 'created' as const })

describe('sendChunk', () => {
  test('sends the rows that could be read, and returns a result for every row', async () => {
    const asked = await answerWith([200, { rows: [made(1, 'ada'), made(2, 'eve')] }])
    expect(await sendChunk(rows, true)).toEqual([
      made(7, 'ada'),
      { row: 8, uid: 'ada', result: 'failed', code: 'uid_repeated', errors: [] },
      made(9, 'eve'),
    ])
    expect(asked).toEqual(['/api/users/import?dry-run=1'])
  })

  test('tries again when the server is busy', async () => {
    const answer = { rows: [made(1, 'ada'), made(2, 'eve')] }
    const asked = await answerWith([503, {}], [200, answer])
    expect(await sendChunk(rows, false)).toHaveLength(3)
    expect(asked).toEqual(['/api/users/import', '/api/users/import'])
  })

  test.each([
    [401, 'token_invalid', 'Your session has ended. Sign in again.'],
    [
      401,
      'step_up_required',
      'Open /step-up and confirm your password, then choose the file again.',
    ],
    [403, 'insufficient_role', 'the server’s words'],
  ])('%i %s fails at once', async (status, code, words) => {
    const asked = await answerWith([status, { code, message: 'the server’s words' }])
    await expect(sendChunk(rows, false)).rejects.toThrow(words)
    expect(asked).toHaveLength(1)
  })

  test('fails if the answer leaves out a row', async () => {
    await answerWith([200, { rows: [made(1, 'ada')] }])
    await expect(sendChunk(rows, false)).rejects.toThrow('did not answer for every user')
  })
})
