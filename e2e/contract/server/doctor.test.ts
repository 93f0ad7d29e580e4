import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../bin/doctor/finding.ts'
import { runFailing } from '../../fixtures/child.ts'
import { send, sendJson } from '../../fixtures/client.ts'
import { ALLOWED_ORIGINS, type Host, SECRET_KEY } from '../../fixtures/host.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

describe('latchkey doctor', () => {
  // The doctor calls over plain http, and nginx is a proxy.
  it.skipIf(host.nginx)(
    'finds by a call that TRUST_PROXY is one too many here, and right behind a proxy',
    async () => {
      const [bare, behind] = await Promise.all([
        doctor(host, host.port),
        withProxy(host, port => doctor(host, port)),
      ])
      expect(of(bare, 'Proxies')).toMatchObject({ state: 'fault', fix: 'Set TRUST_PROXY=0.' })
      for (const check of ['Settings', 'Database', 'Server', 'Clock', 'TLS', 'Origins']) {
        const states = bare.filter(finding => finding.check === check).map(({ state }) => state)
        expect([check, new Set(states)]).toEqual([check, new Set(['ok'])])
      }
      // Lax, and pages on another site are allowed by cookie.
      expect(of(bare, 'Cookie')).toMatchObject({ state: 'fault' })
      expect(of(behind, 'Proxies')).toMatchObject({ state: 'ok' })
      // The server was not started for the address of this proxy.
      expect(of(behind, 'Server')).toMatchObject({ state: 'fault', fix: 'Restart it.' })
    },
  )

  it('tells nobody else how a call arrived', async () => {
    const call = { method: 'POST', path: '/api/doctor' }
    const sealed = [
      'X-Latchkey-Seal',
      `${Math.floor(Date.now() / 1000)}.${'0'.repeat(64)}`,
    ] as const
    for (const headers of [[], [sealed]]) {
      expect((await sendJson(host, { ...call, headers: [...headers] }, {})).status).toBe(404)
    }
    expect((await send(host, { path: '/api/doctor' })).status).toBe(405)
  })
})

const of = (found: Finding[], wanted: string) => found.find(({ check }) => check === wanted)

async function doctor(host: Host, port: number): Promise<Finding[]> {
  const settings = {
    ...{ SECRET_KEY, DATABASE_URL: host.databaseUrl, TRUST_PROXY: '1', BCRYPT_COST: '4' },
    ...{ CORS_ORIGINS: ALLOWED_ORIGINS.join(','), COOKIE_NAME: 'jwt', COOKIE_SAMESITE: 'Lax' },
    PUBLIC_URL: `http://localhost:${port}`,
  }
  return JSON.parse(await runFailing(['bin/latchkey.mjs', 'doctor', '--json'], settings))
}

/** A proxy as most are: it adds the address that it saw. */
async function withProxy<T>(host: Host, act: (port: number) => Promise<T>): Promise<T> {
  const pass = (req: IncomingMessage, res: ServerResponse) => {
    const forwarded = [req.headers['x-forwarded-for'], '192.0.2.1'].filter(Boolean).join(', ')
    const { method, url: path } = req
    const headers = { ...req.headers, 'x-forwarded-for': forwarded }
    const onward = request(
      { host: '127.0.0.1', port: host.port, method, path, headers },
      answer => {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      },
    )
    req.pipe(onward)
  }
  const proxy = createServer(pass).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  try {
    return await act((proxy.address() as AddressInfo).port)
  } finally {
    proxy.closeAllConnections()
    proxy.close()
  }
}
