import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { addClient as addRow, makePost } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { authenticateClient } from '../oauth/client-authentication.ts'
import { NewClient } from './client-input.ts'
import { addClient } from './client-store.ts'
import { rotateSecret, SecretRotation } from './rotate-secret.ts'

describe.each(engines)('rotateSecret on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
  })
  afterAll(() => stop())

  const add = async () => {
    const { client_id, client_secret = '' } = await addClient(
      admin,
      NewClient.parse({
        name: 'Wiki',
        kind: 'confidential',
        authMethod: 'client_secret_post',
        returnAddresses: ['https://wiki.example/back'],
      }),
    )
    return { id: client_id, secret: client_secret }
  }
  const rotate = (id: string, overlapSeconds?: number) =>
    rotateSecret(admin, id, SecretRotation.parse({ overlapSeconds }))
  const isGood = (client_id: string, client_secret = '') => {
    const parameters = { client_id, client_secret }
    return authenticateClient(makePost('/api/token', parameters), parameters).then(
      () => true,
      () => false,
    )
  }

  test('the old secret is good beside the new one, until its time is over', async () => {
    const { id, secret } = await add()
    const before = Date.now()
    const { client_secret, secrets } = await rotate(id, 3600)
    expect(client_secret).not.toBe(secret)
    expect(secrets).toEqual([
      { createdAt: expect.any(String), expiresAt: null },
      { createdAt: expect.any(String), expiresAt: expect.any(String) },
    ])
    const until = Date.parse(secrets[1]?.expiresAt ?? '')
    expect(until).toBeGreaterThanOrEqual(before + 3_600_000)
    expect(until).toBeLessThan(before + 3_700_000)
    expect(await isGood(id, secret)).toBe(true)
    expect(await isGood(id, client_secret)).toBe(true)
    const where = { clientId: id, expiresAt: { not: null } }
    await db().clientSecret.updateMany({ where, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await isGood(id, secret)).toBe(false)
    expect(await isGood(id, client_secret)).toBe(true)
  })

  test('two secrets at most are good: a third one ends the first', async () => {
    const { id, secret } = await add()
    const second = await rotate(id)
    const third = await rotate(id)
    expect(third.secrets).toHaveLength(2)
    const good = [secret, second.client_secret, third.client_secret].map(one => isGood(id, one))
    expect(await Promise.all(good)).toEqual([false, true, true])
  })

  test('after a theft the old one ends at once', async () => {
    const { id, secret } = await add()
    const { client_secret, secrets } = await rotate(id, 0)
    expect(secrets).toHaveLength(1)
    expect(await isGood(id, secret)).toBe(false)
    expect(await isGood(id, client_secret)).toBe(true)
    const event = await db().auditEvent.findFirst({
      where: { action: 'client_change', targetUid: id },
    })
    expect(event?.detail).toBe('{"fields":"secret","overlapSeconds":0}')
  })

  test('403, 404 and 409: a member, nobody’s, one without a secret', async () => {
    const { id } = await add()
    const terms = { overlapSeconds: 0 }
    await expect(rotateSecret(await addViewer(), id, terms)).rejects.toMatchObject({ status: 403 })
    await expect(rotate('lk_none')).rejects.toMatchObject({ code: 'unknown_client' })
    await expect(rotate(await addRow())).rejects.toMatchObject({ code: 'client_without_secret' })
  })

  test.each([-1, 2_592_001, 1.5, '60'])('400: an overlap of %s', overlapSeconds => {
    expect(SecretRotation.safeParse({ overlapSeconds }).success).toBe(false)
  })
})
