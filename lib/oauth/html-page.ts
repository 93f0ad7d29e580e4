import { randomUUID } from 'node:crypto'
import { env } from '#lib/env/env.ts'

/** A part of a page that is HTML already. */
export type Html = { readonly html: string }

/** Makes HTML of a template: what is put in is text, unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: (string | Html)[]): Html {
  const texts = values.map(value => (typeof value === 'string' ? escapeHtml(value) : value.html))
  return { html: parts.map((part, i) => part + (texts[i] ?? '')).join('') }
}

type Page = {
  title: string
  body: Html
  /** What runs; its nonce is the only one that the policy takes. */
  script?: string
  /** Where its form goes, beside this server. */
  formTarget?: string
}

// The palette of app/palette.css, for pages that have to work whatever the rest does.
const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0; padding: 18vh 16px 32px; background: light-dark(#faf9f7, #141311); color: light-dark(#1c1a17, #ede9e3) }
main { max-width: 380px; margin: auto; padding: 24px; border: 1px solid light-dark(#e7e3dc, #2e2a25); border-radius: 6px; background: light-dark(#fff, #1d1b18) }
h1 { margin: 0 0 8px; font-size: 20px } p { margin: 8px 0 } code { overflow-wrap: anywhere }
button { font: inherit; padding: 8px 16px; border: 0; border-radius: 6px; background: light-dark(#9a6b15, #e0b15c); color: light-dark(#fff, #1c1a17) }
a { color: light-dark(#9a6b15, #e0b15c) }`

/**
 * A whole page outside of Next: the last step of a flow, or why there is none. Nothing frames it, it loads nothing,
 * and it leaves the window that opened it its hold on this one, which a message to it needs (HTML §7.1.3).
 */
export function makeHtmlPage(page: Page, status = 200): Response {
  const nonce = btoa(randomUUID())
  const { title, body, script, formTarget } = page
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script ? [`script-src 'nonce-${nonce}'`] : []),
    `form-action 'self'${formTarget ? ` ${formTarget}` : ''}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const text = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(`${title} · ${env().siteName}`)}</title>
<style nonce="${nonce}">${STYLE}</style>
<main>${body.html}</main>${script ? `\n<script nonce="${nonce}">${script}</script>` : ''}
</html>`
  return new Response(text, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Cross-Origin-Opener-Policy': 'unsafe-none',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
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
