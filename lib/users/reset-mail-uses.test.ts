import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { canSignIn } from '../../e2e/fixtures/sign-in.ts'
import { addUser, addViewer, PASSWORD, signInViewer } from '../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { askForAddress } from './addresses/ask-address.ts'
import { verifyAddress } from './addresses/verify-address.ts'
import { updateUser } from './edit.ts'
import { createPasswordReset } from './password-reset.ts'
import {
  addForgetful,
  type Forgetful,
  NEW,
  newEmail,
  spend,
  VOID,
  WRONG,
} from './reset-mail.fixture.ts'

describe.each(engines)('mails for a new password on %s', engine => {
  let mail: UnitMail
  let admin: Viewer
  let forgetful: Forgetful
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    admin = await addViewer({ role: 'Admin' })
  })
  beforeEach(async () => {
    forgetful = await addForgetful(mail)
  })
  afterAll(() => mail.stop())

  it('take five wrong codes, and the link goes on', async () => {
    const { user, askOne, byCode } = forgetful
    const { secret, code } = await askOne()
    for (let i = 0; i < 5; i++) await expect(spend(byCode(WRONG))).rejects.toMatchObject(VOID)
    await expect(spend(byCode(code))).rejects.toMatchObject(VOID)
    expect(await canSignIn(user.uid, PASSWORD)).toBe(true)
    await spend({ token: secret })
  })

  it('void what was mailed before to change the account, once the password is set', async () => {
    const { user, askOne } = forgetful
    const { viewer } = await signInViewer(user)
    const next = newEmail()
    await askForAddress(viewer, next, newAddress())
    const asked = await mail.readLast(next)
    const { secret } = await askOne()
    await spend({ token: secret })
    const verify = verifyAddress({ token: asked.secret }, newAddress())
    await expect(verify).rejects.toMatchObject({ status: 404, code: 'ticket_void' })
  })

  it('of parallel codes one sets the password', async () => {
    const { askOne, byCode } = forgetful
    const { code } = await askOne()
    const uses = await Promise.allSettled(
      Array.from({ length: 5 }, (_, i) => spend(byCode(code), `${NEW} ${i}`)),
    )
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('replace the one before, and not the link of an administrator', async () => {
    const { user, askOne, byCode } = forgetful
    const { url } = await createPasswordReset(admin, user)
    const first = await askOne()
    const second = await askOne()
    await expect(spend({ token: first.secret })).rejects.toMatchObject(VOID)
    await expect(spend(byCode(first.code))).rejects.toMatchObject(VOID)
    await spend({ token: new URL(url).hash.slice(1) })
    await expect(spend({ token: second.secret })).rejects.toMatchObject(VOID)
  })

  it('are five in an hour for one user, and the last stays good', async () => {
    const { user, email, ask, askOne, byCode } = forgetful
    let last = await askOne()
    for (let i = 0; i < 4; i++) last = await askOne(i % 2 ? email : user.uid)
    expect(await ask()).toEqual([])
    expect(await ask(email)).toEqual([])
    await spend(byCode(last.code))
  })

  it('are void for another user, after an hour, and with another address', async () => {
    const { user, askOne, byCode } = forgetful
    const { secret, code } = await askOne()
    const other = await addUser({ email: newEmail(), emailVerified: true })
    await expect(spend(byCode(code, other.uid))).rejects.toMatchObject(VOID)
    const [ticket] = await db().ticket.findMany({ where: { userId: user.id } })
    const minutes = (Number(ticket?.expiresAt) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(59)
    expect(minutes).toBeLessThanOrEqual(60)
    await updateUser(admin, user, { email: newEmail() }, null)
    await expect(spend({ token: secret })).rejects.toMatchObject(VOID)
    await expect(spend(byCode(code))).rejects.toMatchObject(VOID)
  })

  it('spend nothing where the new password is refused', async () => {
    const { askOne, byCode } = forgetful
    const { code } = await askOne()
    for (let i = 0; i < 7; i++) {
      await expect(spend(byCode(code), 'password')).rejects.toMatchObject({ status: 400 })
    }
    await spend(byCode(code))
  })
})
