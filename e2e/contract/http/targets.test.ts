import { describe, expect, it } from 'vitest'
import { sendRaw } from '../../fixtures/raw.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

/** Sends a request line with these header lines. @returns the status, the `Allow`, and all that came back. */
async function ask(line: string, ...headers: string[]) {
  const text = await sendRaw(
    host,
    `${[line, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`,
  )
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1])
  return { status, allow: /^allow: (.*)$/im.exec(text)?.[1], text }
}

// nginx makes the other form of these, and answers for a Host that is missing.
describe.skipIf(host.nginx)('the absolute form (RFC 9112 §3.2.2)', () => {
  it.each([
    [200, 'as it stands', `http://localhost:${host.port}/healthz`],
    [200, 'by the address', `http://127.0.0.1:${host.port}/healthz`],
    [200, 'in upper case', `HTTP://LOCALHOST:${host.port}/healthz`],
    [200, 'behind a tunnel that has another port', 'http://localhost:8080/healthz'],
    [200, 'by https, as a proxy may pass it on', `https://localhost:${host.port}/healthz`],
    [401, 'with a query', `http://localhost:${host.port}/api/id?a=http://evil.example/`],
    [307, 'without a path', `http://localhost:${host.port}`],
    [307, 'without a path, with a query', `http://localhost:${host.port}?a=1`],
    [421, 'of another server', 'http://evil.example/healthz'],
    [421, 'of a server whose name begins like ours', 'http://localhost.evil.example/healthz'],
    [421, 'with a user name that looks like ours', 'http://localhost@evil.example/healthz'],
    [421, 'with a user name', `http://user@localhost:${host.port}/healthz`],
    [421, 'of nobody', 'http:///healthz'],
    [400, 'of another scheme', 'ftp://localhost/healthz'],
    [400, 'with a path that climbs', `http://localhost:${host.port}/api/../healthz`],
  ])('%i: %s', async (status, _, target) => {
    // The Host beside it does not count.
    const { text, ...answer } = await ask(`GET ${target} HTTP/1.1`, 'Host: evil.example')
    expect(answer.status, text.slice(0, 200)).toBe(status)
    if (status === 307) expect(text).toMatch(/^location: \/login\r$/im)
  })

  it('204: a preflight in absolute form is one', async () => {
    const { status, text } = await ask(
      `OPTIONS http://localhost:${host.port}/api/users HTTP/1.1`,
      'Host: evil.example',
      'Origin: https://pages.example.org',
      'Access-Control-Request-Method: GET',
    )
    expect(status).toBe(204)
    expect(text).toMatch(/^access-control-allow-origin: https:\/\/pages\.example\.org\r$/im)
  })
})

describe.skipIf(host.nginx)('OPTIONS says what is allowed, and needs no Host in HTTP/1.0', () => {
  const ALL = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
  it.each([
    ['OPTIONS / HTTP/1.0', 'GET, HEAD, POST, OPTIONS'],
    ['OPTIONS /login HTTP/1.0', 'GET, HEAD, POST, OPTIONS'],
    ['OPTIONS /icon.svg HTTP/1.0', 'GET, HEAD, OPTIONS'],
    ['OPTIONS /api/id HTTP/1.0', 'GET, HEAD, OPTIONS'],
    ['OPTIONS /client.js HTTP/1.0', 'GET, HEAD, OPTIONS'],
    ['OPTIONS /healthz HTTP/1.0', 'GET, HEAD, OPTIONS'],
    ['OPTIONS * HTTP/1.0', ALL],
    ['OPTIONS * HTTP/1.1', ALL],
    [`OPTIONS http://localhost:${host.port}/login HTTP/1.1`, 'GET, HEAD, POST, OPTIONS'],
  ])('204: %s', async (line, allow) => {
    const headers = line.endsWith('1.1') ? ['Host: localhost'] : []
    const { text, ...answer } = await ask(line, ...headers)
    expect(answer, text.slice(0, 200)).toEqual({ status: 204, allow })
    expect(text).toMatch(/^cache-control: no-store\r$/im)
  })
})

it.each([
  ['PUT /login', 'GET, HEAD, POST, OPTIONS'],
  ['POST /icon.svg', 'GET, HEAD, OPTIONS'],
  ['POST /_next/static/nothing.js', 'GET, HEAD, OPTIONS'],
])('405: %s', async (line, allow) => {
  const { text, ...answer } = await ask(`${line} HTTP/1.1`, 'Host: localhost', 'Content-Length: 0')
  expect(answer, text.slice(0, 200)).toEqual({ status: 405, allow })
})
