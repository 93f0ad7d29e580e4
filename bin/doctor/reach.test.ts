import { once } from 'node:events'
import { createServer as createPlainServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { readInstallation } from '#lib/server/installation/installation.ts'
import { checkCookie } from './cookie.ts'
import { reachServer } from './reach.ts'

beforeAll(() => {
  process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
})

describe('reachServer', () => {
  it.each(['<p>Parked', '{}', 'null'])('recognises another server: 200 %s', async body => {
    const server = createPlainServer((_, answer) => answer.end(body)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    env().publicUrl = new URL(`http://127.0.0.1:${port}`)
    const { findings, arrival } = await reachServer()
    expect(findings[0]?.says).toContain('answers, but is not this installation (status 200)')
    expect(arrival).toBeNull()
    server.close()
  })
})

describe('behind Cloudflare', () => {
  const serve = async (answer: RequestListener) => {
    const server = createPlainServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    env().publicUrl = new URL(`http://127.0.0.1:${port}`)
    const reached = await reachServer()
    server.close()
    return reached
  }

  it('a call that is redirected to where it went: mode Flexible', async () => {
    const { findings, arrival } = await serve((request, answer) => {
      const Location = `https://${request.headers.host}${request.url}`
      answer.writeHead(301, { Location }).end()
    })
    expect(findings[0]).toMatchObject({
      state: 'fault',
      says: expect.stringContaining('redirects every call to itself (status 301)'),
      fix: expect.stringContaining('Full (strict)'),
    })
    expect(arrival).toBeNull()
  })

  it('a call that arrives: what cannot be seen from here is said', async () => {
    const { findings } = await serve(async (_, answer) => {
      const installation = await readInstallation(env().secretKeys[0] ?? '')
      const said = { address: '', forwarded: '', installation }
      answer.writeHead(200, { 'CF-Ray': '8f0' }).end(JSON.stringify(said))
    })
    expect(findings[0]).toMatchObject({ state: 'ok', says: expect.stringContaining('clear text') })
  })
})

it('says that pages on 127.0.0.1 and a server on localhost are two sites', async () => {
  env().publicUrl = new URL('http://localhost:3000')
  const origin = 'http://127.0.0.1:4500'
  const found = checkCookie([{ origin, enabled: true, mode: 'both', warning: null } as OriginJson])
  expect(found).toMatchObject({
    state: 'fault',
    says: expect.stringContaining('are two sites'),
    fix: 'Open those pages at http://localhost:4500, and allow that origin.',
  })
})
