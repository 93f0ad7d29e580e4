import { afterEach, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { html, makeHtmlPage } from './html-page.ts'
import { buildAccentStyle, findSiteLogo } from './site-look.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
const LOGO = 'data:image/gif;base64,R0lGODlh'

afterEach(() => {
  Object.assign(env(), { siteName: 'Latchkey', siteLogo: undefined, siteAccent: undefined })
  forgetInstances('site-logo')
})

const readPage = () => makeHtmlPage({ title: 'Sign out?', body: html`<h1>Sign out?</h1>` }).text()

it('a page has our mark and colour by default', async () => {
  expect([findSiteLogo(), buildAccentStyle()]).toEqual([null, ''])
  const text = await readPage()
  expect(text).toContain('<p class="brand"><svg aria-hidden="true"')
  expect(text).toContain('--accent: #9a6b15')
})

it('a page has the logo, name and colour of the operator, which comes after ours', async () => {
  Object.assign(env(), { siteName: 'Ivy & Oak', siteLogo: LOGO, siteAccent: '#1f5fbf' })
  const text = await readPage()
  expect(text).toContain(`<p class="brand"><img src="${LOGO}" alt="">Ivy &#38; Oak</p>`)
  const accents = [...text.matchAll(/--accent: (#[\da-f]{6})/g)].map(([, colour]) => colour)
  expect(accents.slice(0, 3)).toEqual(['#9a6b15', '#e0b15c', '#1f5fbf'])
  expect(text).toContain(buildAccentStyle())
})
