import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collectHelpTexts } from './run.ts'

const file = join(import.meta.dirname, '../../docs/command-line.md')

test('docs/command-line.md has the help of every command, word for word', async () => {
  const [prose = ''] = readFileSync(file, 'utf8').split(/(?<=\n)(?=### )/)
  const sections = [...collectHelpTexts()].map(([typed, text]) => {
    const lines = text.trimEnd().split('\n')
    return `### ${typed}\n${lines.map(line => (line ? `    ${line}` : '')).join('\n')}\n`
  })
  const page = `${prose.trimEnd()}\n\n${sections.join('\n')}`
  await expect(page).toMatchFileSnapshot(file)
})

test('every command has a summary that begins with a capital letter', () => {
  for (const text of collectHelpTexts().values()) expect(text).toMatch(/^Usage: .*\n\n[A-Z]/)
})
