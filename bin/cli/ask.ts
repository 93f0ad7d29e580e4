import { createInterface } from 'node:readline/promises'
import { CommandError, EXIT } from './command.ts'
import type { Terminal } from './terminal.ts'

const [ENTER, NEWLINE, END, INTERRUPT, ERASE, DELETE] = ['\r', '\n', '\x04', '\x03', '\b', '\x7f']

/**
 * Asks for a secret. The terminal does not show what is typed.
 * @throws CommandError `interrupted`
 */
export async function askHidden({ stdin, err }: Terminal, question: string): Promise<string> {
  err.write(question)
  stdin.setRawMode?.(true)
  stdin.setEncoding('utf8')
  const typed: string[] = []
  try {
    for await (const keys of stdin.iterator({ destroyOnReturn: false })) {
      for (const key of keys as string) {
        if (key === INTERRUPT) {
          throw new CommandError(EXIT.interrupted, 'interrupted', 'Interrupted.')
        }
        if (key === ENTER || key === NEWLINE || key === END) return typed.join('')
        if (key === ERASE || key === DELETE) typed.pop()
        else typed.push(key)
      }
    }
    throw new CommandError(EXIT.interrupted, 'interrupted', 'The input ended.')
  } finally {
    stdin.setRawMode?.(false)
    stdin.pause()
    err.write('\n')
  }
}

/**
 * Returns when the person at the terminal answers yes, or at once with `--yes`.
 * @throws CommandError `unconfirmed` for another answer and without a terminal, `interrupted`
 */
export async function confirm(
  terminal: Terminal,
  question: string,
  yes: string | boolean | undefined,
): Promise<void> {
  if (yes === true) return
  if (!terminal.stdin.isTTY) {
    const message = `${question} No terminal to confirm on. Add --yes to continue.`
    throw new CommandError(EXIT.usage, 'unconfirmed', message)
  }
  const reader = createInterface({ input: terminal.stdin, output: terminal.err })
  const answer = await reader
    .question(`${question} Type yes to continue: `)
    .catch(() => {
      throw new CommandError(EXIT.interrupted, 'interrupted', 'Interrupted. Nothing was done.')
    })
    .finally(() => reader.close())
  if (answer.trim() === 'yes') return
  throw new CommandError(EXIT.failed, 'unconfirmed', 'Nothing was done.')
}

/** The first line of standard input, without the line break. @throws CommandError `no_input` */
export async function readFirstLine({ stdin }: Terminal): Promise<string> {
  const reader = createInterface({ input: stdin })
  for await (const line of reader) return line
  throw new CommandError(EXIT.usage, 'no_input', 'Standard input is empty.')
}
