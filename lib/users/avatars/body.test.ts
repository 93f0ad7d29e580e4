import { describe, expect, it } from 'vitest'
import { MAX_AVATAR_BYTES, readAvatar } from './body.ts'

const request = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('http://localhost/api/id/pfp', {
    method: 'PUT',
    headers,
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })
const json = (value: unknown) =>
  request(JSON.stringify(value), { 'Content-Type': 'application/json; charset=utf-8' })
const form = (...parts: [name: string, value: string | Blob][]) => {
  const data = new FormData()
  for (const [name, value] of parts) data.append(name, value)
  return request(data)
}
const outcome = (sent: Request) =>
  readAvatar(sent).then(
    bytes => Buffer.from(bytes).toString('latin1'),
    problem => `${problem.status} ${problem.code}`,
  )
const file = (bytes: BlobPart) => new File([bytes], 'me.png', { type: 'image/png' })
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString('base64')

describe('readAvatar', () => {
  it.each([
    ['a body of its own', () => request('abc', { 'Content-Type': 'image/png' })],
    ['a body under another type', () => request('abc', { 'Content-Type': 'text/html' })],
    ['a body without a type', () => request(new Blob(['abc']))],
    ['a file in a form', () => form(['pfp', file('abc')])],
    ['a file among fields', () => form(['a', 'b'], ['anything', file('abc')], ['c', 'd'])],
    ['base64 in JSON', () => json({ pfp: base64('abc') })],
    ['a data: URL in JSON', () => json({ pfp: `data:image/png;base64,${base64('abc')}` })],
    ['a data: URL with parameters', () => json({ pfp: `data:a/b;c=d;base64,${base64('abc')}` })],
    ['base64 in lines', () => json({ pfp: 'YW\r\nJj\n' })],
  ])('reads %s', async (_, sent) => {
    expect(await outcome(sent())).toBe('abc')
  })

  it.each([
    ['JSON without pfp', () => json({ image: 'YWJj' }), '400 invalid_input'],
    ['pfp null', () => json({ pfp: null }), '400 invalid_input'],
    ['pfp empty', () => json({ pfp: '' }), '400 invalid_input'],
    ['pfp that is not base64', () => json({ pfp: 'not base64!' }), '400 invalid_input'],
    ['a data: URL without base64', () => json({ pfp: 'data:,abc' }), '400 invalid_input'],
    ['pfp as an array', () => json({ pfp: ['YWJj'] }), '400 invalid_input'],
    ['JSON that is not an object', () => json([1]), '400 not_an_object'],
    ['a form without a file', () => form(['pfp', 'abc']), '400 invalid_input'],
    ['two files', () => form(['a', file('a')], ['b', file('b')]), '400 invalid_input'],
    [
      'a malformed form',
      () => request('abc', { 'Content-Type': 'multipart/form-data; boundary=x' }),
      '400 broken_form',
    ],
    [
      'a form without a boundary',
      () => request('abc', { 'Content-Type': 'multipart/form-data; charset=x' }),
      '400 broken_form',
    ],
    [
      'a form of a thousand fields',
      () => form(...Array.from({ length: 1000 }, () => ['a', 'b'] as [string, string])),
      '400 broken_form',
    ],
  ])('refuses %s', async (_, sent, problem) => {
    expect(await outcome(sent())).toBe(problem)
  })

  const exact = new Uint8Array(MAX_AVATAR_BYTES)
  const over = new Uint8Array(MAX_AVATAR_BYTES + 1)
  it.each([
    ['raw', (bytes: Uint8Array<ArrayBuffer>) => request(bytes)],
    ['raw, without a length', (bytes: BlobPart) => request(new Blob([bytes]).stream())],
    ['in a form', (bytes: BlobPart) => form(['pfp', file(bytes)])],
    ['as JSON', (bytes: Uint8Array) => json({ pfp: base64(bytes) })],
  ])('takes 5 MiB and refuses one byte more, %s', async (_, send) => {
    expect((await readAvatar(send(exact))).length).toBe(MAX_AVATAR_BYTES)
    expect(await outcome(send(over))).toBe('413 body_too_large')
  })

  it.each(['image/png', 'multipart/form-data; boundary=x', 'application/json'])(
    'refuses a length that is too large before it reads a byte of %s',
    async type => {
      let read = false
      const body = new ReadableStream(
        {
          pull() {
            read = true
          },
        },
        { highWaterMark: 0 },
      )
      const headers = { 'Content-Type': type, 'Content-Length': String(2 * MAX_AVATAR_BYTES) }
      expect(await outcome(request(body, headers))).toBe('413 body_too_large')
      expect(read).toBe(false)
    },
  )

  it('stops reading a body without a length when it becomes too large', async () => {
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 1024 * 1024
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
    })
    expect(await outcome(request(body))).toBe('413 body_too_large')
    expect(sent).toBeLessThan(2 * MAX_AVATAR_BYTES)
  })
})
