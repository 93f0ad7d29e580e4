import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { toEventRow } from '#lib/audit/event.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { OWN_NOTICES, type OwnNotice } from '#lib/env/notices.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { addUser, addViewer, PASSWORD, signInViewer } from '../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { askForAddress } from './addresses/ask-address.ts'
import { verifyAddress } from './addresses/verify-address.ts'
import { deleteUser, updateUser } from './edit.ts'
import { sayNotMe } from './not-me.ts'
import { addOwner, changePassword, NEW, newEmail, VOID } from './notices.fixture.ts'
import { exportOwnData } from './own-data.ts'
import { createPasswordReset, spendPasswordReset } from './password-reset.ts'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** The kinds of mails that each notice is. */
const KINDS: Record<OwnNotice, string[]> = {
  password: ['notice_password'],
  email: ['notice_email', 'notice_email_new'],
  'sign-in': ['notice_sign_in'],
  deletion: ['notice_deletion'],
  export: ['notice_export'],
}

describe.each(engines)('notices on %s', engine => {
  let mail: UnitMail
  let home: string
  beforeAll(async () => {
    mail = await startUnitMail(engine)
  })
  beforeEach(() => {
    home = newAddress()
    env().notices = OWN_NOTICES
  })
  afterAll(() => mail.stop())

  const signInFrom = (address: string, uid: string, agent = FIREFOX) =>
    signInByCookie({ uid, password: PASSWORD }, { address, agent, origin: '' })
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
    await signInFrom('198.51.100.9', uid)
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
    const { subject, text, link, code } = await mail.readLast(owner.email)
    expect(subject).toBe('Your password was changed')
    expect(text).toContain(`account ${owner.uid}`)
    expect(text).toMatch(/On \d+ \w+ \d{4} at \d\d:\d\d \(UTC\)/)
    expect(link).toMatch(/^http:\/\/localhost:3000\/not-me#[\w-]{43}$/)
    expect(code).not.toBe('')
    const admin = await addViewer({ role: 'Admin' })
    await updateUser(admin, { id: owner.id }, { password: 'yet another one' }, null)
    const { url } = await createPasswordReset(admin, { id: owner.id })
    await spendPasswordReset({ token: url.split('#')[1] ?? '' }, 'and one more of them', home)
    expect(await mail.readAll(owner.email)).toMatchObject(Array(3).fill({ subject }))
  })

  it('tell both addresses of a change; only the old one can take it back', async () => {
    const { viewer, email, id } = await addOwner()
    const next = newEmail()
    await askForAddress(viewer, next, home)
    await verifyAddress({ token: (await mail.readLast(next)).secret }, home)
    expect(await mail.readLast(email)).toMatchObject({ subject: 'Your e-mail address was changed' })
    const told = await mail.readLast(next)
    expect(told).toMatchObject({ subject: 'This is your e-mail address now', link: '', code: '' })
    await sayNotMe({ token: (await mail.readLast(email)).secret }, home)
    const user = await db().user.findUniqueOrThrow({ where: { id } })
    expect([user.email, user.verifiedEmailKey]).toEqual([email, email.toLowerCase()])
  })

  it('tell of a deletion and of an export', async () => {
    const { viewer, email } = await addOwner()
    await (await exportOwnData(viewer)).cancel()
    expect(await mail.readLast(email)).toMatchObject({ subject: 'Your data was downloaded' })
    const { secret } = await mail.readLast(email)
    await deleteUser(viewer, { id: viewer.id })
    const gone = await mail.readLast(email)
    expect(gone).toMatchObject({ subject: 'Your account was deleted', link: '', code: '' })
    await expect(sayNotMe({ token: secret }, home)).rejects.toMatchObject(VOID)
  })

  it('tell of a sign-in from a browser and network that were not seen together', async () => {
    const email = newEmail()
    const { id, uid } = await addUser({ email, emailVerified: true })
    const remember = (address: string) => rememberSignIn({ id, uid }, address)
    const [here, there] = ['192.0.2.7', '198.51.100.9']
    await signInFrom(here, uid)
    expect(await mail.readAll(email)).toHaveLength(0)
    await remember(here)
    await signInFrom('192.0.2.200', uid)
    expect(await mail.readAll(email)).toHaveLength(0)
    await signInFrom(there, uid)
    const { text, subject } = await mail.readLast(email)
    expect(subject).toBe('A sign-in from a new place')
    const plain = text.replaceAll('\u200c', '').replace(/\s+/g, ' ')
    expect(plain).toContain('by Firefox on Windows, from the network 198.51.100.0/24')
    expect(plain).not.toContain(there)
    await remember(there)
    await signInFrom(there, uid)
    expect(await mail.readAll(email)).toHaveLength(1)
    await signInFrom(here, uid, 'curl/8')
    expect(await mail.readAll(email)).toHaveLength(2)
    await remember('2001:db8:1:2::3')
    await signInFrom('2001:db8:1:ffff::3', uid)
    expect(await mail.readAll(email)).toHaveLength(2)
  })

  it('go to verified addresses, and only those that OWN_NOTICES names', async () => {
    const email = newEmail()
    const typed = await addViewer({ email })
    await updateUser(typed, { id: typed.id }, { password: NEW, currentPassword: PASSWORD }, null)
    const owner = await addOwner()
    env().notices = ['email']
    await changePassword(owner)
    expect([await mail.readAll(email), await mail.readAll(owner.email)]).toEqual([[], []])
  })

  it.each(OWN_NOTICES)('NOTICES tells of %s alone, and of all but that', async name => {
    const others = OWN_NOTICES.filter(one => one !== name)
    for (const named of [[name], others]) {
      env().notices = named
      const told = await doAll()
      expect(told).toEqual(named.flatMap(one => KINDS[one]).toSorted())
    }
  })
})
