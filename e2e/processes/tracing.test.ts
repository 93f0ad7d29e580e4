import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Child } from '../fixtures/child.ts'
import { bearer, cookie, type Header, send } from '../fixtures/client.ts'
import { readAttributes, type Span, startCollector } from '../fixtures/collector.ts'
import type { Host } from '../fixtures/host.ts'
import { listLoadedPackages, TELL_LOADED } from '../fixtures/loaded.ts'
import { createMember, type Person } from '../fixtures/people.ts'
import { startHost } from '../fixtures/start-host.ts'

const SERVER = 2

type Trace = { status: number; own: Span | undefined; spans: Span[] }

describe.each(['server.ts', 'next start'] as const)('%s, with a collector', server => {
  let folder: string
  let host: Host
  let child: Child
  let collector: Awaited<ReturnType<typeof startCollector>>
  let member: Person
  let [data, page]: Trace[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-tracing-'))
    collector = await startCollector()
    const variables = { ...TELL_LOADED, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }
    const databaseUrl = `file:${join(folder, 'traced.db')}`
    ;({ host, child } = await startHost({ server, databaseUrl, variables }))
    member = await createMember(host)
    ;[data, page] = await Promise.all([
      traceOf(`/api/users/${member.uid}?secret=hidden`, [bearer(member.token)]),
      traceOf(`/users/${member.uid}?secret=hidden`, [cookie(member.token)]),
    ])
  })
  afterAll(async () => {
    await child?.stop()
    await collector.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Asks for `path` in the course of a trace, and waits for its span. */
  async function traceOf(path: string, headers: Header[]): Promise<Trace> {
    const [traceId, parent] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')]
    const traceparent: Header = ['traceparent', `00-${traceId}-${parent}-01`]
    const { status } = await send(host, { path, headers: [...headers, traceparent] })
    const spans = () => collector.spans().filter(span => span.traceId === traceId)
    const own = () => spans().find(span => span.parentSpanId === parent)
    await vi.waitFor(() => expect(own()).toBeDefined(), 30_000)
    return { status, own: own(), spans: spans() }
  }

  it('a request is a span of the trace that it names: its pattern, its status', () => {
    const { status, own, spans } = data as Trace
    expect([status, own?.name, own?.kind]).toEqual([200, 'GET /api/users/[uid]', SERVER])
    expect(readAttributes(own?.attributes ?? [])).toEqual({
      'http.request.method': 'GET',
      'http.route': '/api/users/[uid]',
      'http.response.status_code': 200,
    })
    expect(collector.service()).toBe('latchkey')
    const queries = spans.filter(({ name }) => name === 'prisma operation')
    expect(queries.map(({ attributes }) => readAttributes(attributes))).toContainEqual(
      expect.objectContaining({ 'db.collection.name': 'User' }),
    )
  })

  it('so is a page, of which no address is kept', () => {
    const { status, own } = page as Trace
    expect([status, own?.name]).toEqual([200, 'GET (page)'])
    expect(readAttributes(own?.attributes ?? [])).toEqual({
      'http.request.method': 'GET',
      'http.route': '(page)',
      'http.response.status_code': 200,
    })
  })

  it('nothing that is sent names a person, a query or a secret', () => {
    const names = new Set(collector.spans().map(({ name }) => name))
    expect([...names]).toContain('POST /api/authenticate')
    const hidden = [member.uid, member.token, member.password, 'hidden', 'SELECT']
    expect(hidden.filter(text => collector.text().includes(text))).toEqual([])
    expect(collector.spans().flatMap(({ events }) => events ?? [])).toEqual([])
  })

  it('which takes packages that are else not loaded', () => {
    // Under Next they are in the build.
    const packages = server === 'server.ts' ? ['api', 'sdk-trace'] : ['api']
    for (const name of packages)
      expect(listLoadedPackages(child)).toContain(`@opentelemetry/${name}`)
  })
})
