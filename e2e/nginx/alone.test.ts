import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFreePort } from '../fixtures/child.ts'
import { ALLOWED_ORIGINS, PAGES, SECRET_KEY } from '../fixtures/host.ts'
import { sendHttp2 } from '../fixtures/http2.ts'
import { type Nginx, startNginx } from '../fixtures/nginx.ts'
import { requestHost } from '../fixtures/request-host.ts'

describe('while no server answers, nginx with --preflight', () => {
  let folder: string
  let nginx: Nginx
  let port: number
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-nginx-'))
    port = await findFreePort()
    const { databaseUrl } = await requestHost()
    nginx = await startNginx({
      folder,
      httpsPort: port,
      args: ['--preflight'],
      variables: {
        SECRET_KEY,
        DATABASE_URL: databaseUrl,
        CORS_ORIGINS: ALLOWED_ORIGINS.join(','),
        PORT: String(await findFreePort()),
      },
    })
  })
  afterAll(async () => {
    await nginx?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const ask = (origin: string, headers = {}) =>
    sendHttp2(port, { ':path': '/api/users', origin, ...headers })
  const preflight = {
    ':method': 'OPTIONS',
    'access-control-request-method': 'DELETE',
    'access-control-request-headers': 'authorization,content-type',
  }

  it('204: answers preflights that it knows', async () => {
    const { headers } = await ask(PAGES, preflight)
    expect(headers).toMatchObject({ ':status': 204, 'access-control-allow-origin': PAGES })
  })

  it.each([
    ['a call of a page that is allowed', PAGES, {}, PAGES],
    ['a call of another', 'https://evil.example', {}, undefined],
    ['a preflight of another', 'https://evil.example', preflight, undefined],
    [
      'a preflight for more',
      PAGES,
      { ...preflight, 'access-control-request-method': 'TRACE' },
      PAGES,
    ],
  ])('503: %s', async (_, origin, call, readable) => {
    const { headers, text } = await ask(origin, call)
    expect(headers).toMatchObject({ ':status': 503, 'retry-after': '5' })
    expect(headers['access-control-allow-origin']).toBe(readable)
    expect(JSON.parse(text)).toMatchObject({ code: 'server_down', data: null })
  })
})
