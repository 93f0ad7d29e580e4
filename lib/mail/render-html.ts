import { readMailColours } from './colours.ts'
import { CODE_LABEL, readFoot } from './foot.ts'
import type { Message } from './message.ts'
import { flattenText, neutraliseText } from './neutral-text.ts'

const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif'
const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace'

/**
 * Renders a message as HTML, in the same words as its text: one column of 480 px, nothing that is loaded from
 * anywhere. Mail programs that know no `prefers-color-scheme` show the light colours, which stand on the elements.
 */
export function renderHtml({ subject, title, paragraphs, button, code, reason }: Message): string {
  const { light, dark } = readMailColours()
  const line = (text: string) => escapeHtml(neutraliseText(text))
  const paragraph = (text: string) =>
    `<p class="ink" style="margin: 0 0 16px; color: ${light.ink}">${line(text)}</p>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(flattenText(subject))}</title>
<style>
:root { color-scheme: light dark }
@media (prefers-color-scheme: dark) {
.ground { background: ${dark.surface} !important }
.card { background: ${dark.raised} !important; border-color: ${dark.line} !important }
.ink { color: ${dark.ink} !important }
.quiet { color: ${dark.quiet} !important }
.rule { border-color: ${dark.line} !important }
.button { background: ${dark.accent} !important; color: ${dark.onAccent} !important }
.code { background: ${dark.sunken} !important; color: ${dark.ink} !important }
}
</style>
</head>
<body class="ground" style="margin: 0; padding: 0; background: ${light.surface}">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background: ${light.surface}">
<tr><td align="center" style="padding: 32px 16px">
<table role="presentation" width="480" cellpadding="0" cellspacing="0" style="width: 100%; max-width: 480px">
<tr><td class="card" role="main" style="padding: 32px; background: ${light.raised}; border: 1px solid ${light.line}; border-radius: 12px; font: 16px/1.5 ${escapeHtml(SANS)}; text-align: left; overflow-wrap: anywhere">
<h1 class="ink" style="margin: 0 0 16px; color: ${light.ink}; font-size: 22px; line-height: 1.3; font-weight: 600">${line(title)}</h1>
${paragraphs.map(paragraph).join('\n')}
${button ? renderButton(button, light) : ''}
${code ? renderCode(code, button ? CODE_LABEL.beside : CODE_LABEL.alone, light) : ''}
<p class="quiet rule" style="margin: 24px 0 0; padding: 16px 0 0; border-top: 1px solid ${light.line}; color: ${light.quiet}; font-size: 14px">${line(reason)}</p>
<p class="quiet" style="margin: 8px 0 0; color: ${light.quiet}; font-size: 14px">${escapeHtml(readFoot())}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

type Light = ReturnType<typeof readMailColours>['light']

function renderButton({ label, url }: { label: string; url: string }, light: Light): string {
  return `<p style="margin: 24px 0"><a class="button" href="${escapeHtml(url)}" style="display: block; padding: 12px 16px; border-radius: 8px; background: ${light.accent}; color: ${light.onAccent}; font-weight: 600; text-align: center; text-decoration: none">${escapeHtml(label)}</a></p>`
}

function renderCode(code: string, label: string, light: Light): string {
  return `<p class="quiet" style="margin: 0 0 8px; color: ${light.quiet}; font-size: 14px">${label}</p>
<p class="code" style="margin: 0; padding: 12px 16px; border-radius: 8px; background: ${light.sunken}; color: ${light.ink}; font: 600 26px/1.3 ${escapeHtml(MONO)}; letter-spacing: 0.12em; text-align: center">${escapeHtml(code)}</p>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
