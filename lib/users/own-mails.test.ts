import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { OwnMail } from '#lib/mail/list-own-mails.ts'
import type { MailKind } from '#lib/mail/message.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { addUser, addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { exportOwnData } from './own-data.ts'

let stop: () => Promise<void>
beforeAll(async () => {
  stop = await startStore('sqlite')
})
afterAll(() => stop())

it('contains the mails to the viewer, and not whether an address that they asked for is taken', async () => {
  const viewer = await addViewer({ uid: 'ada', email: 'ada@example.org' })
  const eve = await addUser({ uid: 'eve' })
  const { id: userId } = viewer
  const listMails = async (): Promise<OwnMail[]> =>
    JSON.parse(await new Response(await exportOwnData(viewer)).text()).mails
  const mail = (kind: MailKind, to: string, whose: number | null) =>
    mailInsert({
      to,
      userId: whose,
      message: { kind, subject: 'S', title: 'T', paragraphs: ['secret words'], reason: 'R' },
    })
  await mail('notice_password', 'old@example.org', userId)
  await mail('email_taken', 'eve@example.org', userId)
  await mail('email_taken', 'Ada@example.org', eve.id)
  await mail('invitation', 'ada@example.org', null)
  await mail('notice_export', 'ada@example.org', eve.id)
  await mail('notice_export', 'eve@example.org', eve.id)
  await db().mail.updateMany({
    where: { kind: 'notice_password' },
    data: { status: 'sent', endedAt: new Date('2029-01-01') },
  })
  const listed = async () => (await listMails()).map(({ kind, to }) => `${kind} to ${to}`)
  const own = ['email_verify to eve@example.org', 'notice_password to old@example.org']
  expect(await listed()).toEqual(own)
  await db().user.update({ where: { id: userId }, data: { verifiedEmailKey: 'ada@example.org' } })
  expect(await listed()).toEqual([
    'invitation to ada@example.org',
    'email_taken to Ada@example.org',
    ...own,
  ])
  const mails = await listMails()
  expect(mails.at(-1)).toEqual({
    kind: 'notice_password',
    to: 'old@example.org',
    status: 'sent',
    createdAt: expect.any(String),
    endedAt: '2029-01-01T00:00:00.000Z',
  })
  expect(JSON.stringify(mails)).not.toContain('secret words')
})
