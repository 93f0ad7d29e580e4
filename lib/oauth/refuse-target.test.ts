import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '#lib/clients/client.ts'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import type { TargetFault } from './find-target.ts'
import { refuseTarget } from './refuse-target.ts'

const origin = { id: 'https://you.github.io', kind: 'origin', name: 'you.github.io' } as Client
const wiki = { id: 'lk_wiki', kind: 'public', name: '<b>Wiki' } as Client
const address = 'https://evil.example/"><script>'

describe.each(engines)('refuseTarget on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())

  it.each<[TargetFault, string]>([
    [{ reason: 'embedded' }, 'in a window of its own'],
    [{ reason: 'used_request' }, 'sign in from there again'],
    [{ reason: 'broken' }, 'must each be in the address exactly once'],
    [{ reason: 'no_client' }, 'must each be in the address exactly once'],
    [{ reason: 'unknown_client' }, 'allow the site’s origin on the page'],
    [{ reason: 'no_address', client: wiki }, 'redirect_uri'],
    [{ reason: 'unknown_address', client: wiki, address }, '/clients'],
    [{ reason: 'unknown_address', client: origin, address }, '/origins'],
  ])('says of %j what to do, and links nowhere', async (fault, words) => {
    const answer = await refuseTarget(fault)
    const text = await answer.text()
    expect(answer.status).toBe(400)
    expect(text).toContain(words)
    expect(text).not.toMatch(/<a |<form|<script|<b>/)
    expect(answer.headers.get('location')).toBeNull()
  })

  it('keeps an address that is not known, with how often it was asked for', async () => {
    await refuseTarget({ reason: 'unknown_address', client: origin, address: 'https://a.example/' })
    await refuseTarget({ reason: 'unknown_address', client: origin, address: 'https://a.example/' })
    const row = await db().returnRefusal.findUnique({ where: { address: 'https://a.example/' } })
    expect(row).toMatchObject({ clientId: origin.id, count: 2 })
  })
})
