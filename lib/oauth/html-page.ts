import { randomUUID } from 'node:crypto'
import { env } from '#lib/env/env.ts'
import { PAGE_STYLE } from './page-style.ts'
import { buildAccentStyle, findSiteLogo } from './site-look.ts'

/** A part of a page that is HTML already. */
export type Html = { readonly html: string }

/** Makes HTML of a template: what is put in is text, unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: (string | Html)[]): Html {
  const texts = values.map(value => (typeof value === 'string' ? escapeHtml(value) : value.html))
  return { html: parts.map((part, i) => part + (texts[i] ?? '')).join('') }
}

/** A hidden field for each value. */
export function makeHiddenFields(values: Record<string, string>): Html {
  const fields = Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`.html,
  )
  return { html: fields.join('') }
}

/** The mark of app/components/logo.tsx. */
const MARK: Html = {
  html: '<svg aria-hidden="true" viewBox="0 0 20 20"><rect x="2.5" y="1" width="15" height="10" rx="2.25"/><path d="M2.5 4.75h15M10 11v8h3.5M10 15.25h2.75"/></svg>',
}

type Page = {
  title: string
  body: Html
  /** What runs; its nonce is the only one that the policy takes. */
  script?: string
  /** Where its form may lead, beside this server: a source of the policy. */
  formTarget?: string
}

/**
 * A whole page outside of Next: the last step of a flow, or why there is none. Nothing frames it, it loads nothing,
 * and it leaves the window that opened it its hold on this one, which a message to it needs (HTML §7.1.3).
 */
export function makeHtmlPage(page: Page, status = 200): Response {
  const nonce = btoa(randomUUID())
  const { title, body, script } = page
  const { siteName } = env()
  const logo = findSiteLogo()
  const head = html`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · ${siteName}</title>
<style nonce="${nonce}">${{ html: `${PAGE_STYLE}\n${buildAccentStyle()}` }}</style>
<main><p class="brand">${logo === null ? MARK : html`<img src="${logo}" alt="">`}${siteName}</p>
<div class="card">${body}</div></main>`
  const end = script ? `\n<script nonce="${nonce}">${script}</script>` : ''
  return new Response(`${head.html}${end}\n</html>`, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': buildPolicy(page, nonce),
      'Cross-Origin-Opener-Policy': 'unsafe-none',
      // Not `no-referrer`, which would make the origin of a form `null` (Fetch §3.1).
      'Referrer-Policy': 'strict-origin',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}

function buildPolicy({ script, formTarget }: Page, nonce: string): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src 'nonce-${nonce}'`,
    ...(script ? [`script-src 'nonce-${nonce}'`] : []),
    `form-action 'self'${formTarget ? ` ${formTarget}` : ''}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** `value` as JSON that can stand in a script. */
export function toScriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, character => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
