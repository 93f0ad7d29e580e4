import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { foldText } from '#lib/identity/fold.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import { interleave } from '../../../e2e/fixtures/count-queries.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addViewer } from '../../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { updateUser } from '../edit.ts'
import { findUser } from '../store.ts'
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
    expect(await readAddress(viewer)).toEqual([email, email.toLowerCase()])
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
    expect(await readAddress(viewer)).toEqual([email, email.toLowerCase()])
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
})
