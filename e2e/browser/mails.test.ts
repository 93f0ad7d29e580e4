import { env } from '#lib/env/env.ts'
import type { Message } from '#lib/mail/message.ts'
import { renderHtml } from '#lib/mail/render-html.ts'
import { renderText } from '#lib/mail/render-text.ts'
import { SECRET_KEY } from '../fixtures/host.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

process.env.SECRET_KEY ??= SECRET_KEY

const NAME = `Grace ${'Brewster Murray '.repeat(6)}Hopper`
const MAILS: Record<string, Message> = {
  'a link and a code': {
    kind: 'password_reset',
    subject: 'Choose a new password',
    title: 'Choose a new password',
    paragraphs: [
      'Somebody, probably you, asked for a new password for the user grace.',
      'The link works once, and for an hour.',
    ],
    button: { label: 'Choose a new password', url: 'https://auth.example.com/reset#c2VjcmV0' },
    code: 'K7TM-4WXQ',
    reason: 'If you did not ask for it, do nothing: your password stays as it is.',
  },
  'a code alone': {
    kind: 'sign_in_code',
    subject: 'Your code',
    title: 'Your code to sign in',
    paragraphs: ['Enter it on the page that asked for it. It is good for ten minutes.'],
    code: 'K7TM-4WXQ',
    reason: 'If nobody asked you for it, somebody else has typed your address. Give it to nobody.',
  },
  'nothing but words': {
    kind: 'notice',
    subject: 'Your password was changed',
    title: `Hello ${NAME}`,
    paragraphs: ['Your password was changed from 2001:db8::1 at auth.example.com.'],
    reason: 'You get this because your account has this address.',
  },
}

for (const [name, message] of Object.entries(MAILS)) {
  test(`a mail with ${name} can be read, in the light and in the dark`, async ({ page }) => {
    await page.setContent(renderHtml(message))
    await expect(page.getByRole('heading')).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize({ width: 320, height: 640 })
    const overflow = 'document.documentElement.scrollWidth > innerWidth'
    expect(await page.evaluate(overflow)).toBe(false)
    const shown = ((await page.getByRole('main').textContent()) ?? '').split(/\s+/)
    const said = renderText(message).split(/\s+/)
    for (const word of shown.filter(Boolean)) expect(said.join(' ')).toContain(word)
  })
}

test('a mail in the colour of the site can be read', async ({ page }) => {
  env().siteAccent = '#8f7200'
  await page.setContent(renderHtml(MAILS['a link and a code'] as Message))
  await expectAccessible(page)
  env().siteAccent = undefined
})
