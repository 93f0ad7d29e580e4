import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { giveBackMails, type LeasedMail, renewLeases, takeMails } from './lease.ts'
import { noteFailure, noteSent } from './note-outcome.ts'
import { MESSAGE, queueMails } from './outbox.fixture.ts'

const later = { scope: 'mail', answer: '451 Later' } as const

describe.each(engines)('leases of mails on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())
  beforeEach(async () => {
    await db().mail.deleteMany()
  })

  const takeOne = async (): Promise<LeasedMail> => {
    const [mail] = await takeMails(1)
    if (!mail) throw new Error('No mail is due.')
    return mail
  }
  const row = () => db().mail.findFirst()
  const endLease = () => db().mail.updateMany({ data: { dueAt: new Date() } })

  it('of takes at once, each mail is in one', async () => {
    await queueMails(200)
    const takeAll = async () => {
      const all: LeasedMail[] = []
      // Others may have all that were due, and more may be due behind them.
      while ((await db().mail.count({ where: { lease: '' } })) > 0) {
        all.push(...(await takeMails(3)))
      }
      return all
    }
    const taken = (await Promise.all(Array.from({ length: 8 }, takeAll))).flat()
    expect(taken.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
      (await db().mail.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id),
    )
    expect(taken[0]?.message).toEqual(MESSAGE)
  })

  it('a mail is free again when its lease ends, unless that is renewed', async () => {
    await queueMails(1)
    const mail = await takeOne()
    expect(await takeMails(1)).toEqual([])
    await endLease()
    await renewLeases([mail])
    expect(await takeMails(1)).toEqual([])
    await endLease()
    expect((await takeOne()).id).toBe(mail.id)
    // Whose lease was taken over renews nothing.
    await endLease()
    await renewLeases([mail])
    expect(await takeMails(1)).toHaveLength(1)
  })

  it('what was given back is free at once', async () => {
    await queueMails(2)
    await giveBackMails(await takeMails(2))
    expect(await takeMails(2)).toHaveLength(2)
  })

  it('who has lost the lease notes that it sent the mail, and no failure', async () => {
    await queueMails(1)
    const slow = await takeOne()
    await endLease()
    const other = await takeOne()
    await noteFailure(slow, later)
    expect(await row()).toMatchObject({ tries: 0, lease: other.lease })
    await noteSent(slow, '250 OK')
    await noteFailure(other, later)
    expect(await row()).toMatchObject({ status: 'sent', answer: '250 OK', content: '' })
  })

  it('pauses grow from 30 seconds to an hour, and end after a day', async () => {
    await queueMails(1)
    const pauses: number[] = []
    for (let i = 0; i < 40 && (await row())?.status === 'waiting'; i++) {
      const mail = await takeOne()
      const before = Date.now()
      await noteFailure(mail, later)
      const { dueAt = new Date(), status } = (await row()) ?? {}
      if (status === 'waiting') pauses.push(Math.round((+dueAt - before) / 1000))
      await endLease()
    }
    expect(pauses.slice(0, 9)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
    const total = pauses.reduce((sum, pause) => sum + pause) / 3600
    expect(total).toBeGreaterThan(22)
    expect(total).toBeLessThan(26)
    expect(await row()).toMatchObject({ status: 'failed', tries: 30, answer: '451 Later' })
  })

  it('the words are read by an older key, and by no other', async () => {
    await queueMails(1)
    const before = env().secretKeys
    const other = 'another-key-of-32-bytes-for-this-test'
    const readAs = async (keys: string[]) => {
      env().secretKeys = keys
      forgetInstances('derived-keys')
      await endLease()
      return (await takeOne()).message
    }
    expect(await readAs([other, ...before])).toEqual(MESSAGE)
    expect(await readAs([other])).toBeNull()
    expect(await readAs(before)).toEqual(MESSAGE)
  })
})
