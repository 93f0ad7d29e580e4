import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDb, db } from '#lib/db/db.ts'
import { runInRequest } from '#lib/http/request-context.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { auditInsert, flushEvents, recordEvent } from './record-event.ts'

const toby = { id: 7, uid: 'toby' }

describe.each(engines)('recordEvent on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  it('keeps who did what to whom, from where', async () => {
    const headers = new Headers({ 'User-Agent': 'Firefox', Origin: 'https://you.github.io' })
    await runInRequest(headers, () =>
      recordEvent({
        action: 'user_change',
        result: 'ok',
        actor: toby,
        target: { id: 8, uid: 'niko' },
        detail: { fields: 'role' },
      }),
    )
    expect(await db().auditEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      action: 'user_change',
      result: 'ok',
      count: 1,
      actorId: 7,
      actorUid: 'toby',
      targetId: 8,
      targetUid: 'niko',
      agent: 'Firefox',
      origin: 'https://you.github.io',
      detail: '{"fields":"role"}',
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    })
  })

  it('500 limited attempts are two rows, which stand for all of them', async () => {
    await Promise.all(
      Array.from({ length: 500 }, () =>
        recordEvent({
          action: 'sign_in',
          result: 'limited',
          actor: null,
          detail: { limit: 'signIn' },
        }),
      ),
    )
    await flushEvents()
    const rows = await db().auditEvent.findMany({
      where: { result: 'limited' },
      orderBy: { id: 'asc' },
    })
    expect(rows.map(({ count }) => count)).toEqual([1, 499])
  })

  it('an audit event is never rewritten', async () => {
    const { id } = await auditInsert({ action: 'sign_out', result: 'ok', actor: toby })
    const rewrite = db().auditEvent.update({ where: { id }, data: { actorUid: 'niko' } })
    await expect(rewrite).rejects.toThrow()
    expect(await db().auditEvent.findUnique({ where: { id } })).toMatchObject({ actorUid: 'toby' })
  })

  it('does not throw when the event cannot be kept', async () => {
    await db().$executeRaw`ALTER TABLE "AuditEvent" RENAME TO "Hidden"`
    await recordEvent({ action: 'sign_out', result: 'ok', actor: toby })
    await db().$executeRaw`ALTER TABLE "Hidden" RENAME TO "AuditEvent"`
    await closeDb()
  })
})
