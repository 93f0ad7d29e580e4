import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { foldText } from '#lib/identity/fold.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { sendDue } from '#lib/mail/sender.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import { interleave, listStatements } from '../../../e2e/fixtures/count-queries.ts'
import { readMail } from '../../../e2e/fixtures/read-mail.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startSmtp, useSmtp } from '../../../e2e/fixtures/smtp.ts'
import { addUser, addViewer, startStore } from '../../../e2e/fixtures/store.ts'
import { updateUser } from '../edit.ts'
import { findUser } from '../store.ts'
import { askForAddress } from './ask-address.ts'
import { findAddressTicket, verifyAddress } from './verify-address.ts'

const VOID = { status: 404, code: 'ticket_void' }
let count = 0
const newEmail = () => `Own${++count}@example.org`

describe.each(engines)('addresses of one’s own on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  let home: string
  beforeAll(async () => {
    stop = await startStore(engine)
    smtp = await startSmtp()
    useSmtp(smtp.url)
    env().notices = ['email']
  }, 60_000)
  beforeEach(() => {
    home = newAddress()
  })
  afterAll(async () => {
    await smtp.stop()
    await stop()
  })

  /** The newest mail to an address, as its reader takes it. */
  const readLast = async (email: string) => {
    await sendDue()
    const mails = smtp.mails.filter(({ to }) => to === email)
    return { ...readMail(mails.at(-1) as (typeof mails)[number]), count: mails.length }
  }
  const ask = async (viewer: Viewer, email = newEmail()) => {
    await askForAddress(viewer, email, home)
    return { email, ...(await readLast(email)) }
  }
  const verify = (use: Parameters<typeof verifyAddress>[0]) => verifyAddress(use, home)
  const read = async ({ id }: { id: number }) => {
    const { email, verifiedEmailKey } = await findUser({ id })
    return [email, verifiedEmailKey]
  }

  it('count once the link comes back; the address of before stays until then, and is told', async () => {
    const old = newEmail()
    const viewer = await addViewer({ email: old, emailVerified: true })
    const { email, link, secret } = await ask(viewer)
    expect(link).toMatch(/^http:\/\/localhost:3000\/verify#[\w-]{43}$/)
    expect(await read(viewer)).toEqual([old, old.toLowerCase()])
    expect(await findAddressTicket({ token: secret }, home)).toMatchObject({
      uid: viewer.uid,
      email,
    })
    expect(await verify({ token: secret })).toEqual({ uid: viewer.uid, email })
    expect(await read(viewer)).toEqual([email, email.toLowerCase()])
    expect((await readLast(old)).text).toMatch(/has another e-mail address now/)
    expect((await readLast(old)).text).not.toContain(email)
    await expect(verify({ token: secret })).rejects.toMatchObject(VOID)
    const terms = await db().searchTerm.findMany({ where: { userId: viewer.id, hidden: true } })
    expect(terms.map(({ term }) => term)).toEqual([email.toLowerCase()])
  })

  it('count once the code comes back with where it went', async () => {
    const viewer = await addViewer()
    const { email, code } = await ask(viewer)
    await expect(verify({ email: newEmail(), code })).rejects.toMatchObject(VOID)
    await expect(verify({ email, code: '22222222' })).rejects.toMatchObject(VOID)
    const use = { email: email.toLowerCase(), code: code.toLowerCase() }
    expect(await verify(use)).toEqual({ uid: viewer.uid, email })
    await expect(verify(use)).rejects.toMatchObject(VOID)
  })

  it('of the newest mail alone, and of a user who is not disabled', async () => {
    const viewer = await addViewer({ role: 'Admin' })
    const first = await ask(viewer)
    const second = await ask(viewer)
    await expect(verify({ token: first.secret })).rejects.toMatchObject(VOID)
    await expect(verify({ email: first.email, code: first.code })).rejects.toMatchObject(VOID)
    await db().user.update({ where: { id: viewer.id }, data: { disabled: true } })
    await expect(verify({ token: second.secret })).rejects.toMatchObject(VOID)
    await db().user.update({ where: { id: viewer.id }, data: { disabled: false } })
    await verify({ token: second.secret })
  })

  it('that another user has verified are answered alike; their mail says it', async () => {
    const taken = newEmail()
    await addUser({ email: taken, emailVerified: true })
    const viewer = await addViewer()
    await ask(viewer, taken)
    const { text, link, code } = await readLast(taken)
    expect(text).toMatch(/already the confirmed address of another account/)
    expect([link, code]).toEqual(['', ''])
    expect(await read(viewer)).toEqual([null, null])
  })

  it('cost as many statements, whether another user has the address or not', async () => {
    const taken = newEmail()
    await addUser({ email: taken, emailVerified: true })
    const list = async (email: string) => {
      const viewer = await addViewer()
      const all = await listStatements(() => askForAddress(viewer, email, newAddress()))
      await sendDue()
      return all.slice(0, all.lastIndexOf('COMMIT') + 1)
    }
    expect(await list(taken)).toEqual(await list(newEmail()))
  })

  it('can be one’s own again, to be confirmed', async () => {
    const typed = newEmail()
    const viewer = await addViewer({ email: typed })
    const { secret } = await ask(viewer, typed)
    await verify({ token: secret })
    expect(await read(viewer)).toEqual([typed, typed.toLowerCase()])
    expect((await ask(viewer, typed)).secret).not.toBe('')
  })

  it('of 12 parallel uses of one mail one succeeds, also while the user is changed', async () => {
    const viewer = await addViewer()
    const { email, code, secret } = await ask(viewer)
    const uses = Array.from({ length: 12 }, (_, i) =>
      verify(i % 2 === 0 ? { token: secret } : { email, code }),
    )
    const changes = ['A B', 'C D', 'E F'].map(name =>
      updateUser(viewer, { id: viewer.id }, { name }, null),
    )
    const results = await Promise.allSettled(uses)
    expect((await Promise.allSettled(changes)).every(one => one.status === 'fulfilled')).toBe(true)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of results) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject(VOID)
    }
    expect(await read(viewer)).toEqual([email, email.toLowerCase()])
    const { name } = await findUser({ id: viewer.id })
    const terms = await db().searchTerm.findMany({ where: { userId: viewer.id } })
    expect(terms.map(({ term }) => term)).toContain(foldText(name))
    expect(terms.map(({ term }) => term)).toContain(email.toLowerCase())
  })

  it('are confirmed for the user as they are by then, not as they were read', async () => {
    const viewer = await addViewer({ name: 'Before' })
    const { email, secret } = await ask(viewer)
    const change = () => updateUser(viewer, { id: viewer.id }, { name: 'Afterwards' }, null)
    // The first read of the user is that of the ticket.
    await interleave(() => verify({ token: secret }), { table: 'User', count: 2 }, change)
    expect(await read(viewer)).toEqual([email, email.toLowerCase()])
    const rows = await db().searchTerm.findMany({ where: { userId: viewer.id } })
    const terms = rows.map(({ term }) => term)
    expect(terms).toEqual(expect.arrayContaining([foldText('Afterwards'), email.toLowerCase()]))
    expect(terms).not.toContain(foldText('Before'))
  })

  it('that two users confirm at once belong to one of them', async () => {
    const email = newEmail()
    const viewers = [await addViewer(), await addViewer()]
    const secrets = []
    for (const viewer of viewers) secrets.push((await ask(viewer, email)).secret)
    const results = await Promise.allSettled(secrets.map(token => verify({ token })))
    const refused = results.flatMap(one => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toEqual([expect.objectContaining({ status: 409, code: 'email_taken' })])
    expect(await db().user.count({ where: { verifiedEmailKey: email.toLowerCase() } })).toBe(1)
  })

  it('are void with what was mailed, once the user has another one', async () => {
    const old = newEmail()
    const viewer = await addViewer({ email: old, emailVerified: true })
    const { secret } = await ask(viewer)
    await updateUser(viewer, { id: viewer.id }, { email: newEmail() }, null)
    await expect(verify({ token: secret })).rejects.toMatchObject(VOID)
    expect((await readLast(old)).text).toMatch(/has another e-mail address now/)
  })

  it('are told nothing if they were never verified', async () => {
    const typed = newEmail()
    const viewer = await addViewer({ email: typed })
    const { secret } = await ask(viewer)
    await verify({ token: secret })
    await sendDue()
    expect(smtp.mails.filter(({ to }) => to === typed)).toEqual([])
  })

  it('need a fresh proof to be asked for', async () => {
    const viewer = { ...(await addViewer()), provenAt: new Date(0) }
    await expect(ask(viewer)).rejects.toMatchObject({ code: 'step_up_required' })
  })

  it('are limited: five mails to an address, ten of a user', async () => {
    const email = newEmail()
    const viewers = await Promise.all(Array.from({ length: 6 }, () => addViewer()))
    const asked = await Promise.allSettled(viewers.map(one => askForAddress(one, email, home)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    const viewer = await addViewer()
    for (let i = 0; i < 10; i++) await askForAddress(viewer, newEmail(), newAddress())
    await expect(askForAddress(viewer, newEmail(), newAddress())).rejects.toMatchObject({
      status: 429,
    })
  })

  it('are limited: void links and wrong codes from one address, and never the right ones', async () => {
    const { secret } = await ask(await addViewer())
    for (let i = 0; i < 105; i++) await findAddressTicket({ token: secret }, home)
    for (let i = 0; i < 100; i++) {
      await expect(verify({ token: `no${i}` })).rejects.toMatchObject(VOID)
    }
    await expect(verify({ token: secret })).rejects.toMatchObject({ status: 429 })
    await verifyAddress({ token: secret }, newAddress())
  })

  it('are recorded, without their text', async () => {
    const viewer = await addViewer()
    const { email, secret } = await ask(viewer)
    await verify({ token: secret })
    const events = await db().auditEvent.findMany({
      where: { OR: [{ actorId: viewer.id }, { targetId: viewer.id }] },
      orderBy: { id: 'asc' },
    })
    expect(events.slice(1).map(({ action, result }) => [action, result])).toEqual([
      ['mail_request', 'ok'],
      ['email_verify', 'ok'],
    ])
    expect(JSON.stringify(events)).not.toContain(email)
  })
})
