import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../bin/doctor/finding.ts'
import { runFailing } from '../../fixtures/child.ts'
import { send, sendJson } from '../../fixtures/client.ts'
import { ALLOWED_ORIGINS, type Host, SECRET_KEY } from '../../fixtures/host.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { buildContractSettings } from '../../fixtures/start-host.ts'

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
      expect(of(bare, 'Proxies')).toMatchObject({
        state: 'fault',
        fix: 'Set TRUST_PROXY=0 and restart the server.',
      })
      for (const check of ['Settings', 'Database', 'Server', 'Clock', 'TLS', 'Origins']) {
        const states = bare.filter(finding => finding.check === check).map(({ state }) => state)
        expect([check, new Set(states)]).toEqual([check, new Set(['ok'])])
      }
      // Lax, and pages on another site are allowed by cookie.
      expect(of(bare, 'Cookie')).toMatchObject({ state: 'fault' })
      expect(of(behind, 'Proxies')).toMatchObject({ state: 'ok' })
      // The server was not started for the address of this proxy.
      expect(of(behind, 'Server')).toMatchObject({
        state: 'fault',
        says: expect.stringContaining(`runs with PUBLIC_URL=http://localhost:${host.port}, and`),
      })
    },
  )

  it.skipIf(host.nginx)('names each setting that the server runs without', async () => {
    const other = 'another-secret-key-of-32-bytes-Zk3v9Qx1mLw7'
    const found = await doctor(host, host.port, {
      SIGNUP: 'closed',
      ROLES: 'User,Admin',
      SESSION_IDLE: '60',
      CORS_ORIGINS: 'https://new.example',
      METRICS_TOKEN: 'another-token-for-the-metrics-of-it',
      TRUST_PROXY: '0',
      // As while the key is being replaced: the server knows only the second.
      SECRET_KEY: `${other},${SECRET_KEY}`,
    })
    const said = found.filter(({ check }) => check === 'Server').map(({ says }) => says)
    expect(said).toEqual([
      'The server runs with another SECRET_KEY than the one here.',
      `The server runs with CORS_ORIGINS=${ALLOWED_ORIGINS.join(',')}, and here it is CORS_ORIGINS=https://new.example.`,
      'The server runs with SIGNUP=open, and here it is SIGNUP=closed.',
      'The server runs with ROLES=User,Editor,Admin, and here it is ROLES=User,Admin.',
      'The server runs with SESSION_IDLE=3600, and here it is SESSION_IDLE=60.',
      'The server runs with TRUST_PROXY=1, and here it is TRUST_PROXY=0.',
      'The server runs with another METRICS_TOKEN than the one here.',
    ])
    // Neither of them is the fault of a proxy, and there is none.
    expect(JSON.stringify(found)).not.toMatch(/the proxy/i)
    expect(of(found, 'Proxies')?.fix).toBe('TRUST_PROXY=0 is set here: restart the server.')
    const stranger = await doctor(host, host.port, { SECRET_KEY: other })
    expect(of(stranger, 'Server')).toMatchObject({
      says: expect.stringContaining('does not know this SECRET_KEY'),
      fix: expect.stringMatching(/^Restart the server .* another folder/),
    })
  })

  it.skipIf(host.nginx)('asks the server itself when its address was changed', async () => {
    const found = await doctor(host, 1023)
    const server = found.filter(({ check }) => check === 'Server')
    expect(server.map(({ state }) => state)).toEqual(['fault', 'ok', 'fault'])
    expect(server[2]?.says).toBe(
      `The server runs with PUBLIC_URL=http://localhost:${host.port}, and here it is PUBLIC_URL=http://localhost:1023.`,
    )
  })

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

async function doctor(
  host: Host,
  port: number,
  changes: Record<string, string> = {},
): Promise<Finding[]> {
  const settings = {
    ...buildContractSettings(host.port, host.databaseUrl),
    PUBLIC_URL: `http://localhost:${port}`,
    ...changes,
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
