import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { OWN_NOTICES } from '#lib/env/notices.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { canSignIn } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD, signInViewer } from '../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { askForAddress } from './addresses/ask-address.ts'
import { verifyAddress } from './addresses/verify-address.ts'
import { findNotMe, sayNotMe } from './not-me.ts'
import { addOwner, changePassword, NEW, newEmail, VOID } from './notices.fixture.ts'
import { exportOwnData } from './own-data.ts'
import { spendPasswordReset } from './password-reset.ts'

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

  it('end all sessions, void the password and mail a link, once the reader says so', async () => {
    const owner = await addOwner()
    const thief = await signInViewer(owner)
    await changePassword(owner)
    const { secret } = await mail.readLast(owner.email)
    expect(await findNotMe({ token: secret }, home)).toMatchObject({ uid: owner.uid })
    expect(await sayNotMe({ token: secret }, home)).toEqual({ uid: owner.uid })
    expect(await thief.lasts()).toBe(false)
    expect([await canSignIn(owner.uid, NEW), await canSignIn(owner.uid, PASSWORD)]).toEqual([
      false,
      false,
    ])
    const reset = await mail.readLast(owner.email)
    await spendPasswordReset({ token: reset.secret }, 'only mine from now on', home)
    expect(await canSignIn(owner.email, 'only mine from now on')).toBe(true)
    await expect(sayNotMe({ token: secret }, home)).rejects.toMatchObject(VOID)
  })

  it('work by the code, and once of a number of uses at the same time', async () => {
    const owner = await addOwner()
    await changePassword(owner)
    const { code, secret } = await mail.readLast(owner.email)
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
    await verifyAddress({ token: (await mail.readLast(stolen)).secret }, home)
    const owned = await mail.readLast(owner.email)
    await changePassword(owner)
    const [first] = [await mail.readLast(stolen)]
    const { viewer } = await signInViewer(owner)
    await (await exportOwnData(viewer)).cancel()
    const second = await mail.readLast(stolen)
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
    const next = newEmail()
    await askForAddress(owner.viewer, next, home)
    await verifyAddress({ token: (await mail.readLast(next)).secret }, home)
    const { secret } = await mail.readLast(owner.email)
    const other = await addUser({ email: owner.email, emailVerified: true })
    await sayNotMe({ token: secret }, home)
    const user = await db().user.findUniqueOrThrow({ where: { id: owner.id } })
    expect(user.verifiedEmailKey).toBeNull()
    const holder = await db().user.findUniqueOrThrow({ where: { id: other.id } })
    expect(holder.verifiedEmailKey).toBe(owner.email.toLowerCase())
  })
})
