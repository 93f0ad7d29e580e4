import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { toEventRow } from '#lib/audit/event.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { OWN_NOTICES, type OwnNotice } from '#lib/env/notices.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { sendDue } from '#lib/mail/sender.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { readMail } from '../../e2e/fixtures/read-mail.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import { addUser, addViewer, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { askForAddress } from './addresses/ask-address.ts'
import { verifyAddress } from './addresses/verify-address.ts'
import { deleteUser, updateUser } from './edit.ts'
import { findNotMe, sayNotMe } from './not-me.ts'
import { exportOwnData } from './own-data.ts'
import { createPasswordReset, spendPasswordReset } from './password-reset.ts'

const NEW = 'a quite different one'
const VOID = { status: 404, code: 'ticket_void' }
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
/** The kinds of mails that each notice is. */
const KINDS: Record<OwnNotice, string[]> = {
  password: ['notice_password'],
  email: ['notice_email', 'notice_email_new'],
  'sign-in': ['notice_sign_in'],
  deletion: ['notice_deletion'],
  export: ['notice_export'],
}
let count = 0
const newEmail = () => `Owner${++count}@example.org`

describe.each(engines)('notices on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  let home: string
  beforeAll(async () => {
    stop = await startStore(engine)
    smtp = await startSmtp()
    useSmtp(smtp.url)
  }, 60_000)
  beforeEach(() => {
    home = newAddress()
    env().notices = OWN_NOTICES
  })
  afterEach(() => {
    env().notices = OWN_NOTICES
  })
  afterAll(async () => {
    await sendDue()
    await smtp.stop()
    await stop()
  })

  const addOwner = async (email = newEmail()) => {
    const viewer = await addViewer({ email, emailVerified: true })
    return { viewer, email, id: viewer.id, uid: viewer.uid }
  }
  const readAll = async (to: string) => {
    await sendDue()
    return smtp.mails.filter(mail => mail.to === to)
  }
  const readLast = async (to: string) => {
    const mail = (await readAll(to)).at(-1)
    if (!mail) throw new Error(`No mail came to ${to}.`)
    return { ...readMail(mail), subject: mail.parsed.subject }
  }
  const subjects = async (to: string) => (await readAll(to)).map(({ parsed }) => parsed.subject)
  const changePassword = ({ viewer, id }: { viewer: Viewer; id: number }) =>
    updateUser(viewer, { id }, { password: NEW, currentPassword: PASSWORD }, null)
  const signIn = (uid: string, password: string, differs = {}) =>
    signInByCookie({ uid, password }, { address: home, agent: FIREFOX, origin: '', ...differs })
  const canSignIn = (uid: string, password: string) =>
    signIn(uid, password).then(
      () => true,
      () => false,
    )

  // The audit log has where a request came from, and the sign-ins of these tests are of none.
  const rememberSignIn = (actor: { id: number; uid: string }, address: string) =>
    db().auditEvent.create({
      data: {
        ...toEventRow({ action: 'sign_in', result: 'ok', actor }),
        address,
        agent: FIREFOX,
      },
    })
  /** Does all that can be told with one account, and lists the kinds of the notices of it. */
  const doAll = async () => {
    const { viewer, id, uid } = await addOwner()
    await (await exportOwnData(viewer)).cancel()
    await updateUser(
      await addViewer({ role: 'Admin' }),
      { id },
      { email: newEmail(), emailVerified: true },
      null,
    )
    await rememberSignIn({ id, uid }, '192.0.2.7')
    await signIn(uid, PASSWORD, { address: '198.51.100.9' })
    const { viewer: again } = await signInViewer(viewer)
    await changePassword({ viewer: again, id })
    await deleteUser((await signInViewer(viewer)).viewer, { id })
    const mails = await db().mail.findMany({
      where: { userId: id, kind: { startsWith: 'notice_' } },
    })
    return [...new Set(mails.map(({ kind }) => kind))].toSorted()
  }

  it('tell of a new password, by the owner, an administrator or a link', async () => {
    const owner = await addOwner()
    await changePassword(owner)
    const { subject, text, link, code } = await readLast(owner.email)
    expect(subject).toBe('Your password was changed')
    expect(text).toContain(`account ${owner.uid}`)
    expect(text).toMatch(/On \d+ \w+ \d{4} at \d\d:\d\d \(UTC\)/)
    expect(link).toMatch(/^http:\/\/localhost:3000\/not-me#[\w-]{43}$/)
    expect(code).not.toBe('')
    const admin = await addViewer({ role: 'Admin' })
    await updateUser(admin, { id: owner.id }, { password: 'yet another one' }, null)
    const { url } = await createPasswordReset(admin, { id: owner.id })
    await spendPasswordReset({ token: url.split('#')[1] ?? '' }, 'and one more of them', home)
    expect(await subjects(owner.email)).toEqual(Array(3).fill(subject))
  })

  it('tell both addresses of a change; only the old one can take it back', async () => {
    const { viewer, email, id } = await addOwner()
    const next = newEmail()
    await askForAddress(viewer, next, home)
    await verifyAddress({ token: (await readLast(next)).secret }, home)
    expect(await readLast(email)).toMatchObject({ subject: 'Your e-mail address was changed' })
    const told = await readLast(next)
    expect(told).toMatchObject({ subject: 'This is your e-mail address now', link: '', code: '' })
    await sayNotMe({ token: (await readLast(email)).secret }, home)
    const user = await db().user.findUniqueOrThrow({ where: { id } })
    expect([user.email, user.verifiedEmailKey]).toEqual([email, email.toLowerCase()])
  })

  it('tell of a deletion and of an export', async () => {
    const { viewer, email } = await addOwner()
    await (await exportOwnData(viewer)).cancel()
    expect(await readLast(email)).toMatchObject({ subject: 'Your data was downloaded' })
    const { secret } = await readLast(email)
    await deleteUser(viewer, { id: viewer.id })
    const gone = await readLast(email)
    expect(gone).toMatchObject({ subject: 'Your account was deleted', link: '', code: '' })
    await expect(sayNotMe({ token: secret }, home)).rejects.toMatchObject(VOID)
  })

  it('tell of a sign-in from a browser and network that were not seen together', async () => {
    const email = newEmail()
    const { id, uid } = await addUser({ email, emailVerified: true })
    const remember = (address: string) => rememberSignIn({ id, uid }, address)
    const [here, there] = ['192.0.2.7', '198.51.100.9']
    await signIn(uid, PASSWORD, { address: here })
    expect(await readAll(email)).toHaveLength(0)
    await remember(here)
    await signIn(uid, PASSWORD, { address: '192.0.2.200' })
    expect(await readAll(email)).toHaveLength(0)
    await signIn(uid, PASSWORD, { address: there })
    const { text, subject } = await readLast(email)
    expect(subject).toBe('A sign-in from a new place')
    const plain = text.replaceAll('\u200c', '').replace(/\s+/g, ' ')
    expect(plain).toContain('by Firefox on Windows, from the network 198.51.100.0/24')
    expect(plain).not.toContain(there)
    await remember(there)
    await signIn(uid, PASSWORD, { address: there })
    expect(await readAll(email)).toHaveLength(1)
    await signIn(uid, PASSWORD, { address: here, agent: 'curl/8' })
    expect(await readAll(email)).toHaveLength(2)
    await remember('2001:db8:1:2::3')
    await signIn(uid, PASSWORD, { address: '2001:db8:1:ffff::3' })
    expect(await readAll(email)).toHaveLength(2)
  })

  it('go to verified addresses, and only those that NOTICES names', async () => {
    const email = newEmail()
    const typed = await addViewer({ email })
    await updateUser(typed, { id: typed.id }, { password: NEW, currentPassword: PASSWORD }, null)
    const owner = await addOwner()
    env().notices = ['email']
    await changePassword(owner)
    expect([await readAll(email), await readAll(owner.email)]).toEqual([[], []])
  })

  it.each(OWN_NOTICES)('NOTICES tells of %s alone, and of all but that', async name => {
    const others = OWN_NOTICES.filter(one => one !== name)
    for (const named of [[name], others]) {
      env().notices = named
      const told = await doAll()
      expect(told).toEqual(named.flatMap(one => KINDS[one]).toSorted())
    }
  })

  it('end all sessions, void the password and mail a link, once the reader says so', async () => {
    const owner = await addOwner()
    const thief = await signInViewer(owner)
    await changePassword(owner)
    const { secret } = await readLast(owner.email)
    expect(await findNotMe({ token: secret }, home)).toMatchObject({ uid: owner.uid })
    expect(await sayNotMe({ token: secret }, home)).toEqual({ uid: owner.uid })
    expect(await thief.lasts()).toBe(false)
    expect([await canSignIn(owner.uid, NEW), await canSignIn(owner.uid, PASSWORD)]).toEqual([
      false,
      false,
    ])
    const reset = await readLast(owner.email)
    await spendPasswordReset({ token: reset.secret }, 'only mine from now on', home)
    expect(await canSignIn(owner.email, 'only mine from now on')).toBe(true)
    await expect(sayNotMe({ token: secret }, home)).rejects.toMatchObject(VOID)
  })

  it('work by the code, and once of a number of uses at the same time', async () => {
    const owner = await addOwner()
    await changePassword(owner)
    const { code, secret } = await readLast(owner.email)
    const uses = Array.from({ length: 8 }, (_, i) =>
      sayNotMe(i % 2 ? { token: secret } : { email: owner.email, code }, home),
    )
    const results = await Promise.allSettled(uses)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of results) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject(VOID)
    }
  })

  it('of the owner win over those of somebody who has taken the account', async () => {
    const owner = await addOwner()
    const stolen = newEmail()
    await askForAddress(owner.viewer, stolen, home)
    await verifyAddress({ token: (await readLast(stolen)).secret }, home)
    const owned = await readLast(owner.email)
    await changePassword(owner)
    const [first] = [await readLast(stolen)]
    const { viewer } = await signInViewer(owner)
    await (await exportOwnData(viewer)).cancel()
    const second = await readLast(stolen)
    // The thief's notice voids none of the owner's.
    await sayNotMe({ token: first.secret }, home)
    await expect(sayNotMe({ token: second.secret }, home)).rejects.toMatchObject(VOID)
    await signInViewer(owner)
    await sayNotMe({ token: owned.secret }, home)
    const user = await db().user.findUniqueOrThrow({ where: { id: owner.id } })
    expect(user.verifiedEmailKey).toBe(owner.email.toLowerCase())
    const left = await db().ticket.findMany({ where: { userId: owner.id, usedAt: null } })
    expect(left.map(({ kind, email }) => [kind, email])).toEqual([['password_reset', owner.email]])
  })

  it('give no address back that another user has verified since', async () => {
    const owner = await addOwner()
    await askForAddress(owner.viewer, newEmail(), home)
    const next = smtp.mails.length
    await sendDue()
    const asked = smtp.mails.slice(next).at(-1)
    if (!asked) throw new Error('No mail came.')
    await verifyAddress({ token: readMail(asked).secret }, home)
    const { secret } = await readLast(owner.email)
    const other = await addUser({ email: owner.email, emailVerified: true })
    await sayNotMe({ token: secret }, home)
    const user = await db().user.findUniqueOrThrow({ where: { id: owner.id } })
    expect(user.verifiedEmailKey).toBeNull()
    const holder = await db().user.findUniqueOrThrow({ where: { id: other.id } })
    expect(holder.verifiedEmailKey).toBe(owner.email.toLowerCase())
  })
})
