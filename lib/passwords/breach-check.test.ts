import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { requireUnbreached } from './breach-check.ts'

const password = 'correct horse battery'
const digest = createHash('sha1').update(password).digest('hex').toUpperCase()
const toby = { id: 7, uid: 'toby' }

let respond: (request: IncomingMessage, response: ServerResponse) => void = () => {}
const server = createServer((request, response) => respond(request, response))
let stop: () => Promise<void>
beforeAll(async () => {
  stop = await startStore('sqlite')
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const breachUrl = `http://127.0.0.1:${port}`
  Object.assign(env(), { breachCheck: true, breachUrl })
  // The first request of a process also loads what sends it, which may take as long as the service may.
  respond = (_, response) => response.end()
  await (await fetch(breachUrl)).text()
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await stop()
})
afterEach(() => Object.assign(env(), { breachCheck: true }))

/** The errors of the check, if it refuses the password, and the audit event. */
async function check(answer: typeof respond) {
  respond = answer
  const errors = await requireUnbreached(password, toby).catch(error => error.errors)
  const event = await db().auditEvent.findFirst({ orderBy: { id: 'desc' } })
  const { action, result, actorUid, detail } = event ?? {}
  return { errors, event: { action, result, actorUid, ...JSON.parse(detail ?? '{}') } }
}

const eventOf = (result: string, finding: string) => ({
  action: 'breach_check',
  result,
  actorUid: 'toby',
  finding,
})
const lines = (...suffixes: string[]) => suffixes.join('\r\n')
const other = digest.slice(5).replace(/.$/, last => (last === '0' ? '1' : '0'))

describe('requireUnbreached', () => {
  it('refuses what is listed, telling the service five digits and nothing more', async () => {
    const seen: unknown[] = []
    const { errors, event } = await check((request, response) => {
      seen.push(request.method, request.url, request.headers['add-padding'])
      response.end(lines(`${other}:5`, `${digest.slice(5)}:17`))
    })
    expect(seen).toEqual(['GET', `/range/${digest.slice(0, 5)}`, 'true'])
    expect(errors).toEqual([{ path: 'password', message: expect.stringContaining('stolen') }])
    expect(event).toEqual(eventOf('refused', 'found'))
  })

  it.each([
    ['what is not listed', lines(`${other}:5`)],
    ['a line that is padding', lines(`${other}:5`, `${digest.slice(5)}:0`)],
    ['garbage', '<html>\u0000:::\n\n:'],
    ['nothing', ''],
  ])('takes %s', async (_, body) => {
    const { errors, event } = await check((_request, response) => response.end(body))
    expect(errors).toBeUndefined()
    expect(event).toEqual(eventOf('ok', 'clear'))
  })

  it.each<[string, typeof respond]>([
    ['fails', (_, response) => response.writeHead(503).end(`${digest.slice(5)}:9`)],
    ['hangs up', request => request.destroy()],
    ['leads elsewhere', (_, response) => response.writeHead(302, { Location: '/' }).end()],
    ['never answers', () => {}],
    ['never ends its answer', (_, response) => void response.write(`${other}:1\r\n`)],
  ])('lets the password pass when the service %s', async (_, answer) => {
    const { errors, event } = await check(answer)
    expect(errors).toBeUndefined()
    expect(event).toEqual(eventOf('ok', 'unreachable'))
  })

  it('asks nobody unless BREACH_CHECK is set', async () => {
    Object.assign(env(), { breachCheck: false })
    const before = await db().auditEvent.count()
    await check(() => expect.fail('asked'))
    expect(await db().auditEvent.count()).toBe(before)
  })
})
