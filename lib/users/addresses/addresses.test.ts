import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { sendDue } from '#lib/mail/sender.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import { listStatements } from '../../../e2e/fixtures/count-queries.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser, addViewer } from '../../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { updateUser } from '../edit.ts'
import { askByMail, newEmail, readAddress, VOID } from './addresses.fixture.ts'
import { askForAddress } from './ask-address.ts'
import { findAddressTicket, verifyAddress } from './verify-address.ts'

describe.each(engines)('addresses of one’s own on %s', engine => {
  let mail: UnitMail
  let home: string
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    env().notices = ['email']
  })
  beforeEach(() => {
    home = newAddress()
  })
  afterAll(() => mail.stop())

  const ask = (viewer: Viewer, email?: string) => askByMail(mail, viewer, email)
  const verify = (use: Parameters<typeof verifyAddress>[0]) => verifyAddress(use, home)

  it('count once the link comes back; the address of before stays until then, and is told', async () => {
    const old = newEmail()
    const viewer = await addViewer({ email: old, emailVerified: true })
    const { email, link, secret } = await ask(viewer)
    expect(link).toMatch(/^http:\/\/localhost:3000\/verify#[\w-]{43}$/)
    expect(await readAddress(viewer)).toEqual([old, old.toLowerCase()])
    expect(await findAddressTicket({ token: secret }, home)).toMatchObject({
      uid: viewer.uid,
      email,
    })
    expect(await verify({ token: secret })).toEqual({ uid: viewer.uid, email })
    expect(await readAddress(viewer)).toEqual([email, email.toLowerCase()])
    expect((await mail.readLast(old)).text).toMatch(/has another e-mail address now/)
    expect((await mail.readLast(old)).text).not.toContain(email)
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
    const { text, link, code } = await mail.readLast(taken)
    expect(text).toMatch(/already the confirmed address of another account/)
    expect([link, code]).toEqual(['', ''])
    expect(await readAddress(viewer)).toEqual([null, null])
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
    expect(await readAddress(viewer)).toEqual([typed, typed.toLowerCase()])
    expect((await ask(viewer, typed)).secret).not.toBe('')
  })

  it('are void with what was mailed, once the user has another one', async () => {
    const old = newEmail()
    const viewer = await addViewer({ email: old, emailVerified: true })
    const { secret } = await ask(viewer)
    await updateUser(viewer, { id: viewer.id }, { email: newEmail() }, null)
    await expect(verify({ token: secret })).rejects.toMatchObject(VOID)
    expect((await mail.readLast(old)).text).toMatch(/has another e-mail address now/)
  })

  it('are told nothing if they were never verified', async () => {
    const typed = newEmail()
    const viewer = await addViewer({ email: typed })
    const { secret } = await ask(viewer)
    await verify({ token: secret })
    expect(await mail.readAll(typed)).toEqual([])
  })

  it('need a fresh proof to be asked for', async () => {
    const viewer = { ...(await addViewer()), provenAt: new Date(0) }
    await expect(ask(viewer)).rejects.toMatchObject({ code: 'step_up_required' })
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
