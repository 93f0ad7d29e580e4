import { expect, test } from 'vitest'
import { createProgressBar } from './progress.ts'
import type { Terminal } from './terminal.ts'

function terminal(isTTY: boolean, columns?: number) {
  const drawn: string[] = []
  const err = { isTTY, columns, write: (text: string) => drawn.push(text) }
  return { drawn, err: err as unknown as Terminal['err'] }
}

test('draws a bar that fits the line, and removes it', () => {
  const { drawn, err } = terminal(true, 50)
  const bar = createProgressBar({ err }, 'Backup')
  bar.at(0.5, 'of 12 MB, which is much')
  bar.at(0.51, 'too soon to be drawn')
  bar.stage('checking')
  bar.end()
  expect(drawn).toEqual([
    `\r\x1b[KBackup  ${'█'.repeat(15)}${'░'.repeat(15)} 50 %  of 1`,
    '\r\x1b[KBackup  checking …',
    '\r\x1b[K',
  ])
})

test('assumes 80 columns when the terminal tells no width, and draws nothing into a file', () => {
  const { drawn, err } = terminal(true, 0)
  createProgressBar({ err }, 'Backup').at(2, 'done')
  expect(drawn).toEqual([`\r\x1b[KBackup  ${'█'.repeat(30)} 100 %  done`])
  const file = terminal(false)
  const bar = createProgressBar(file, 'Backup')
  bar.at(0.5, '')
  bar.stage('checking')
  bar.end()
  expect(file.drawn).toEqual([])
})
