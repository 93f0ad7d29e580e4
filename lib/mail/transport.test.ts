import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import type { Message } from './message.ts'
import { closePool, sendMail } from './transport.ts'

const message: Message = {
  kind: 'test',
  subject: 'Choose a new password',
  title: 'Choose a new password',
  paragraphs: ['Somebody asked for a new password for ada.', 'The link works for an hour.'],
  button: { label: 'Choose a password', url: 'http://localhost:3000/reset#s3cret&<' },
  code: 'ABCD-EFGH',
  reason: 'You asked for it. If that was not you, do nothing.',
}

describe('what a server receives', () => {
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  beforeAll(async () => {
    process.env.SECRET_KEY ??= 'a-key-of-32-bytes-for-this-test-only'
    smtp = await startSmtp()
    useSmtp(smtp.url)
  })
  afterEach(() => {
    env().siteName = 'Latchkey'
    env().siteAccent = undefined
  })
  afterAll(async () => {
    closePool()
    await smtp.stop()
  })

  const receive = async (changes: Partial<Message> = {}, address = 'ada@example.org') => {
    const mail = { messageId: 'an-id', address, createdAt: new Date('2026-11-29T12:00:00Z') }
    await sendMail(mail, { ...message, ...changes })
    const received = smtp.mails.at(-1)
    if (!received) throw new Error('Nothing was received.')
    const text = received.parsed.text ?? ''
    const html = String(received.parsed.html)
    return { ...received, text, html, linked: received.parsed.textAsHtml ?? '' }
  }

  it('is text and HTML in the same words, from a name, with one Message-ID of our host', async () => {
    const { raw, parsed, text, html, messageId } = await receive()
    expect(parsed.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' })
    expect(parsed.attachments).toEqual([])
    expect(parsed.from?.value).toEqual([{ name: 'Latchkey', address: 'no-reply@example.com' }])
    expect(messageId).toBe('<an-id@localhost>')
    expect(parsed.date).toEqual(new Date('2026-11-29T12:00:00Z'))
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
    expect(raw).not.toMatch(/^List-Unsubscribe:/im)
    const shown = readText(html)
    const words = text.replaceAll(/^--$|^.*:\n(?=http)|http\S+/gm, '').split(/\s+/)
    for (const word of words) expect(shown).toContain(word)
    for (const part of [message.title, ...message.paragraphs, message.reason, message.code]) {
      expect(readText(text)).toContain(readText(part ?? ''))
    }
    expect(text).toContain(message.button?.url)
  })

  it('has one link, loads nothing and counts nobody', async () => {
    const { html } = await receive()
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url)
    expect(links).toEqual(['http://localhost:3000/reset#s3cret&amp;&lt;'])
    expect(html).not.toMatch(/<(?:img|link|script|iframe|object|form|base)\b|url\(|@import|src=/i)
  })

  it('shows the name and the colour of the site', async () => {
    env().siteName = 'Ivy "School"'
    env().siteAccent = '#1f5fbf'
    const { parsed, html, text } = await receive()
    expect(parsed.from?.value[0]?.name).toBe('Ivy "School"')
    expect(html).toContain('background: #1f5fbf')
    expect(html).toContain('Ivy &quot;School&quot;')
    expect(text).toContain('Ivy "School"')
  })

  it.each([
    'win.example.com',
    'https://win.example.com/?a=b',
    'HTTP://192.0.2.1/x',
    'www.example.com',
    'mailto:ada@example.com',
    'ada@example.com',
    'javascript://x',
    '//example.com/x',
    'tel:+4912345678',
    'bücher.example.de',
    'a．example．com',
  ])('a name such as %s is no link, in text or in HTML', async name => {
    const said = `Hello ${name}, welcome to (${name}).`
    const { html, text, linked } = await receive({
      title: said,
      paragraphs: [said],
      reason: said,
      button: undefined as never,
    })
    expect(html).not.toContain('<a ')
    expect(linked).not.toContain('<a ')
    expect(text).not.toContain(name)
  })

  it('a name is text, whatever it contains', async () => {
    const name = '<img src=x onerror=1>"\'&amp;\u202e\u0000\r\nBcc: eve@example.org'
    const { html, raw, parsed } = await receive({ subject: `Hello ${name}`, paragraphs: [name] })
    expect(html).toContain('&lt;img src=x onerror=1&gt;&quot;')
    expect(html).not.toContain('\u202e')
    expect(raw).not.toMatch(/^Bcc:/im)
    expect(parsed.subject).toBe('Hello <img src=x onerror=1>"\'&amp; Bcc: eve@example.org')
  })

  it.each([
    ['ada@bücher.example', 'ada@bücher.example'],
    ['jösé@bücher.example', 'jösé@bücher.example'],
    ['Ada.Lovelace+x@Example.org', 'Ada.Lovelace+x@example.org'],
    ["o'neill@example.org", "o'neill@example.org"],
  ])('an address such as %s arrives', async (address, received) => {
    expect((await receive({}, address)).to.toLowerCase()).toBe(received.toLowerCase())
  })

  it.each([
    'ada@example.org\r\nRCPT TO:<eve@example.org>',
    'ada@example.org, eve@example.org',
    'Eve <eve@example.org>',
    'ada@example.org> SIZE=1',
    '',
  ])('an address such as %j goes to nobody else', async address => {
    const before = smtp.mails.length
    const mail = { messageId: 'other', address, createdAt: new Date() }
    await sendMail(mail, message).catch(() => {})
    const others = smtp.mails.slice(before).map(({ to }) => to)
    expect(others.filter(to => to.startsWith('eve'))).toEqual([])
  })
})

/** The words of HTML or text without tags, escapes and white space. */
function readText(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\u200c', '')
    .replace(/\s+/g, ' ')
}
