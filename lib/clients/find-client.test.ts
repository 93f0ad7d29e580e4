import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { addClient } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { findClient } from './find-client.ts'

process.env.CORS_ORIGINS = 'https://you.github.io,https://*.wild.example'

describe.each(engines)('findClient on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  it.each(['https://you.github.io', 'https://a.wild.example'])('finds %s', async id => {
    expect(await findClient(id)).toMatchObject({ id, kind: 'origin', authMethod: 'none' })
  })

  it.each([
    'https://*.wild.example',
    'https://wild.example',
    'https://you.github.io/',
    'https://you.github.io:443',
    'https://YOU.github.io',
    'http://you.github.io',
    'https://x@you.github.io',
    'https://a.wild.example/..',
    `https://${'a'.repeat(300)}.wild.example`,
    'null',
    '*',
    '',
  ])('finds nobody by %j', async id => {
    expect(await findClient(id)).toBeNull()
  })

  it('finds the server itself, to whose pages answers come as a message alone', async () => {
    const id = env().publicUrl.origin
    await db().returnAddress.create({ data: { address: `${id}/users`, addedBy: 'admin' } })
    expect(await findClient(id)).toMatchObject({ id, kind: 'origin', returnAddresses: [] })
    expect(await findClient(id.replace('localhost', '127.0.0.1'))).toBeNull()
  })

  it('finds who is registered, for as long as it is enabled', async () => {
    const id = await addClient({ name: 'Grafana' })
    expect(await findClient(id)).toMatchObject({ id, name: 'Grafana' })
    await db().client.update({ where: { id }, data: { enabled: false } })
    expect(await findClient(id)).toBeNull()
  })
})
