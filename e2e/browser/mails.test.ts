import { env } from '#lib/env/env.ts'
import { buildBounceNotice } from '#lib/mail/bounce-notice.ts'
import { MAIL_KINDS, type MailKind, type Message } from '#lib/mail/message.ts'
import { closePool, sendMail } from '#lib/mail/transport.ts'
import { buildNotice } from '#lib/notices/notice-messages.ts'
import { buildCodeMessage } from '#lib/proofs/mail-code.ts'
import { buildTakenMessage, buildVerifyMessage } from '#lib/users/address-messages.ts'
import { buildInvitationMessage } from '#lib/users/invitations/invitation-message.ts'
import { buildNotMeMessage } from '#lib/users/not-me.ts'
import { buildResetMessage } from '#lib/users/reset-mail.ts'
import { buildKnownMessage, buildSignUpMessage } from '#lib/users/sign-up/messages.ts'
import { buildTestMessage } from '../../bin/cli/mail.ts'
import { SECRET_KEY } from '../fixtures/host.ts'
import { startSmtp, useSmtp } from '../fixtures/smtp.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

process.env.SECRET_KEY ??= SECRET_KEY

const GIVEN = { secret: 'c2VjcmV0'.repeat(6), code: 'K7TM4WXQ' }
const UID = 'grace.brewster.murray.hopper@a-rather-long-name.example.org'
const INVITER = `Grace ${'Brewster Murray '.repeat(5)}Hopper`
const AT = new Date('2026-11-29T12:00:00Z')
const CLIENT = { address: '2001:db8:1234::1', agent: 'Mozilla/5.0 Firefox/140.0', origin: '' }

/** What makes a mail of each kind, with the longest words that it may have to hold. */
const MAILS: Record<MailKind, () => Message> = {
  email_taken: () => buildTakenMessage(UID),
  email_verify: () => buildVerifyMessage(UID, GIVEN),
  invitation: () => buildInvitationMessage(INVITER, GIVEN),
  not_me: () => buildNotMeMessage(UID, GIVEN),
  notice_bounce: () => buildBounceNotice(),
  notice_deletion: () => buildNotice('deletion', UID, AT, null, null),
  notice_email: () => buildNotice('email', UID, AT, CLIENT, GIVEN),
  notice_email_new: () => buildNotice('email_new', UID, AT, CLIENT, null),
  notice_export: () => buildNotice('export', UID, AT, CLIENT, GIVEN),
  notice_password: () => buildNotice('password', UID, AT, CLIENT, GIVEN),
  notice_sign_in: () => buildNotice('sign-in', UID, AT, CLIENT, GIVEN),
  password_reset: () => buildResetMessage(UID, GIVEN.secret, GIVEN.code),
  sign_in_code: () => buildCodeMessage(UID, GIVEN.code, 'http://localhost:3000/login/code#K7TM'),
  sign_up: () => buildSignUpMessage(UID, GIVEN),
  sign_up_known: () => buildKnownMessage(),
  test: () => buildTestMessage(),
}

test.describe('a mail that a server has received', () => {
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  test.beforeAll(async () => {
    smtp = await startSmtp()
    useSmtp(smtp.url)
  })
  test.afterAll(async () => {
    closePool()
    await smtp.stop()
  })

  const receive = async (message: Message) => {
    const mail = { messageId: message.kind, address: 'grace@example.org', createdAt: AT }
    await sendMail(mail, message)
    const { parsed } = smtp.mails.at(-1) ?? {}
    return { text: parsed?.text ?? '', html: String(parsed?.html) }
  }

  for (const kind of MAIL_KINDS) {
    test(`${kind} can be read, in the light and in the dark, in as many words`, async ({
      page,
    }) => {
      const message = MAILS[kind]()
      expect(message.kind).toBe(kind)
      const { text, html } = await receive(message)
      await page.setContent(html)
      await expect(page.getByRole('heading')).toBeVisible()
      await expectAccessible(page)
      for (const width of [320, 390]) {
        await page.setViewportSize({ width, height: 640 })
        const overflow = 'document.documentElement.scrollWidth > innerWidth'
        expect(await page.evaluate(overflow)).toBe(false)
      }
      const shown = ((await page.getByRole('main').textContent()) ?? '').split(/\s+/)
      const said = text.split(/\s+/).join(' ')
      for (const word of shown.filter(Boolean)) expect(said).toContain(word)
    })
  }

  test('can be read without a link', async ({ page }) => {
    await page.setContent((await receive(buildCodeMessage(UID, GIVEN.code))).html)
    await expectAccessible(page)
  })

  test('can be read in the colour of the site', async ({ page }) => {
    env().siteAccent = '#8f7200'
    await page.setContent((await receive(MAILS.password_reset())).html)
    await expectAccessible(page)
    env().siteAccent = undefined
  })
})
