import fc from 'fast-check'
import { expect, it } from 'vitest'
import { html, makeHiddenFields, makeHtmlPage, toScriptJson } from './html-page.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

it('what is put in is text, unless it is HTML already', () => {
  const inner = html`<b>${'<i>&"\''}</b>`
  expect(html`<p title="${'"'}">${inner}</p>`.html).toBe(
    '<p title="&#34;"><b>&#60;i&#62;&#38;&#34;&#39;</b></p>',
  )
  expect(makeHiddenFields({ 'a"': '<' }).html).toBe(
    '<input type="hidden" name="a&#34;" value="&#60;">',
  )
})

it('a text never ends the tag or the script that it stands in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(html`${text}`.html).not.toMatch(/[<>"']/)
      const json = toScriptJson(text)
      expect(json).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.parse(json)).toBe(text)
    }),
  )
})

it('a page runs its own script alone, and is in no frame', async () => {
  const body = html`<h1>Hello</h1>`
  const page = makeHtmlPage(
    { title: 'A & B', body, script: 'close()', formTarget: 'https://a.example' },
    400,
  )
  const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
  expect(page.status).toBe(400)
  expect(page.headers.get('content-security-policy')).toBe(
    `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'self' https://a.example; base-uri 'none'; frame-ancestors 'none'`,
  )
  expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none')
  const text = await page.text()
  expect(text).toContain('<title>A &#38; B · Latchkey</title>')
  expect(text).toContain(`<script nonce="${nonce}">close()</script>`)
  const other = makeHtmlPage({ title: 'A', body })
  expect(other.headers.get('content-security-policy')).not.toContain('script-src')
  expect(other.headers.get('content-security-policy')).toContain("form-action 'self';")
})
