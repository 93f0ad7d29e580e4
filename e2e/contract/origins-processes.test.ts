import { describe, expect, inject, it } from 'vitest'
import { send } from '../fixtures/client.ts'
import { CORS_CASES } from '../fixtures/cors-cases.ts'
import {
  corsHeaders,
  grantedPreflight,
  SILENT,
  SILENT_PREFLIGHT,
} from '../fixtures/cors-expected.ts'
import { EVIL_ORIGINS } from '../fixtures/cors-origins.ts'
import { ALLOWED_ORIGINS } from '../fixtures/host.ts'
import { allow, change, newOrigin, preflight, read, remove, SOON } from '../fixtures/origins.ts'
import { startHost } from '../fixtures/start-host.ts'

describe.each(inject('hosts').filter(({ server }) => server === 'server.ts'))(
  'two processes on the database of $name',
  first => {
    it('obey each other within two seconds', async () => {
      const { databaseUrl } = first
      const { host: second, child } = await startHost({ server: 'server.ts', databaseUrl })
      try {
        const name = newOrigin()
        const path = await allow(first, { origin: name })
        await expect
          .poll(() => preflight(second, name), SOON)
          .toEqual([204, grantedPreflight(name)])
        await change(first, path, { enabled: false })
        await expect.poll(() => preflight(second, name), SOON).toEqual([403, SILENT_PREFLIGHT])
        await change(second, path, { enabled: true })
        await expect.poll(() => preflight(first, name), SOON).toEqual([204, grantedPreflight(name)])
        await remove(second, path)
        await expect.poll(() => preflight(first, name), SOON).toEqual([403, SILENT_PREFLIGHT])
      } finally {
        await child.stop()
      }
    })

    it('grant and refuse as ever when the whole list is in the database', async () => {
      const { databaseUrl } = first
      const variables = { CORS_ORIGINS: '' }
      const { host, child } = await startHost({ server: 'server.ts', databaseUrl, variables })
      try {
        const paths: string[] = []
        for (const name of ALLOWED_ORIGINS) paths.push(await allow(host, { origin: name }))
        for (const { method = 'GET', path = '/api/users', ...one } of CORS_CASES) {
          const answer = await send(host, { method, path, headers: one.headers ?? [] })
          const found = { what: one.what, status: answer.status }
          expect({ ...found, expected: corsHeaders(answer, host, path) }).toEqual({
            ...{ what: one.what, status: one.status, expected: one.expected },
          })
        }
        for (const evil of EVIL_ORIGINS) {
          expect(await read(host, evil)).toEqual(SILENT)
          expect(await preflight(host, evil)).toEqual([403, SILENT_PREFLIGHT])
        }
        for (const path of paths) await remove(host, path)
      } finally {
        await child.stop()
      }
    })
  },
)
