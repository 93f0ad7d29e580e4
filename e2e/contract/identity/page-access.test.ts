import { beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '#lib/cors/access.ts'
import { ROUTE_ACCESS } from '../../fixtures/access-doc.ts'
import { makePageAsker } from '../../fixtures/ask-as-page.ts'
import { send } from '../../fixtures/client.ts'
import { allowSites, type Site } from '../../fixtures/page-access.ts'
import { createAdmin, createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let sites: Site[]
let askAsPage: ReturnType<typeof makePageAsker>
beforeAll(async () => {
  askAsPage = makePageAsker(host, await createAdmin(host), await createMember(host))
  sites = await allowSites(host)
})

describe('in the name of an administrator', () => {
  it.each([...ROUTE_ACCESS.keys()])('%s takes of a page what docs/access.md says', async route => {
    const { found, expected } = await askAsPage(route, sites)
    expect(found).toEqual(expected)
  })
})

it('the API reference has the access of each operation that docs/access.md has', async () => {
  type Documented = { 'x-access': Access; 'x-access-others'?: Access }
  const { paths } = (await send(host, { path: '/api/openapi.json' })).json<{
    paths: Record<string, Record<string, Documented>>
  }>()
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const own = operation['x-access']
      const access = { own, others: operation['x-access-others'] ?? own }
      return [`${method.toUpperCase()} ${path}`, access] as const
    }),
  )
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(ROUTE_ACCESS))
})
