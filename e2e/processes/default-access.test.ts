import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROUTE_ACCESS } from '../fixtures/access-doc.ts'
import { makePageAsker } from '../fixtures/ask-as-page.ts'
import { ALLOWED_ORIGINS, PAGES } from '../fixtures/host.ts'
import type { Site } from '../fixtures/page-access.ts'
import { createAdmin, createMember } from '../fixtures/people.ts'
import { startHost } from '../fixtures/start-host.ts'

// The hosts of the contract have CORS_ACCESS=administration, as the front-ends of the Flask backend need it.
describe.each(['server.ts', 'next start'] as const)('without CORS_ACCESS on %s', server => {
  const site: Site = { origin: PAGES, access: 'users' }
  let askAsPage: ReturnType<typeof makePageAsker>
  let stop: () => Promise<void>
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-access-'))
    const databaseUrl = `file:${join(folder, 'access.db')}`
    const { host, child } = await startHost({ server, databaseUrl, variables: { CORS_ACCESS: '' } })
    stop = async () => {
      await child.stop()
      await rm(folder, { recursive: true, force: true })
    }
    askAsPage = makePageAsker(host, await createAdmin(host), await createMember(host))
  }, 60_000)
  afterAll(() => stop?.())

  it.each([...ROUTE_ACCESS.keys()])(
    '%s takes of a pinned origin what docs/access.md says',
    async route => {
      expect(ALLOWED_ORIGINS).toContain(site.origin)
      const { found, expected } = await askAsPage(route, [site])
      expect(found).toEqual(expected)
    },
  )
})
