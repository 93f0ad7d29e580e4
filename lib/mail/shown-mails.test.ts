import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { queueMail } from './outbox.fixture.ts'
import { sendDue } from './sender.ts'
import { canMail, showsMails } from './settings.ts'
import { listShownMails } from './shown-mails.ts'

let stop: () => Promise<void>
const before = () => env().nodeEnv
let nodeEnv: ReturnType<typeof before>
beforeAll(async () => {
  stop = await startStore('sqlite')
  nodeEnv = before()
})
afterAll(async () => {
  env().nodeEnv = nodeEnv
  forgetInstances('shownMails')
  await stop()
})

it('shows mails in development alone, and without SMTP_URL', async () => {
  expect([canMail(), showsMails()]).toEqual([false, false])
  env().nodeEnv = 'production'
  expect([canMail(), showsMails()]).toEqual([false, false])
  env().nodeEnv = 'development'
  expect([canMail(), showsMails()]).toEqual([true, true])
  const smtp = await startSmtp()
  useSmtp(smtp.url)
  expect([canMail(), showsMails()]).toEqual([true, false])
  await smtp.stop()
})

it('keeps them in memory, and notes them as sent', async () => {
  env().nodeEnv = 'development'
  await queueMail('ada@example.org')
  await sendDue()
  expect(listShownMails()).toMatchObject([
    { to: { address: 'ada@example.org' }, subject: 'A subject' },
  ])
  const row = await db().mail.findFirst()
  expect(row).toMatchObject({ status: 'sent', content: '', answer: 'Shown at /dev/mail.' })
})
