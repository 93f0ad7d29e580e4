import { CODE_LABEL, readFoot } from './foot.ts'
import type { Message } from './message.ts'
import { neutraliseText } from './neutral-text.ts'

/** Renders a message as plain text, in the same words as its HTML. */
export function renderText({ title, paragraphs, button, code, reason }: Message): string {
  const parts = [
    neutraliseText(title),
    ...paragraphs.map(neutraliseText),
    button && `${button.label}:\n${button.url}`,
    code && `${button ? CODE_LABEL.beside : CODE_LABEL.alone}\n${code}`,
    '--',
    neutraliseText(reason),
    readFoot(),
  ]
  return `${parts.filter(part => part !== undefined && part !== '').join('\n\n')}\n`
}
