import { parseInput } from '#lib/http/body.ts'
import { consult } from '#lib/origins/doctor/consult.ts'
import { Question } from '#lib/origins/doctor/question.ts'
import { reloadOrigins } from '#lib/origins/follow-origins.ts'
import { listOrigins } from '#lib/origins/store.ts'
import type { Command } from '../command.ts'
import { findOperator } from '../operator.ts'
import { toPrintable } from '../terminal.ts'

export const checkOriginCommand: Command = {
  name: 'check',
  summary: 'Say what a browser would do with a call of a page of an origin, step by step',
  args: { '<origin>': 'the origin of the page' },
  options: {
    '--method <method>': 'GET, unless given',
    '--headers <names>': 'the headers that its script sets, separated by commas',
    '--content-type <type>': 'the type of the body',
    '--credentials <mode>': 'include, unless given, or omit',
  },
  notes: 'Exit status 1 where the page could not read the answer.',
  async run({ args: [origin], options }) {
    const { method, headers, contentType, credentials } = options
    const question = parseInput(Question, {
      ...{ origin, method, headers, credentials },
      'content-type': contentType,
    })
    // Without the list in the database the verdict would be about another server: this one fails, not guesses.
    await listOrigins(findOperator())
    await reloadOrigins()
    const data = consult(findOperator(), question)
    const steps = data.steps.map(
      ({ ok, title, cause }) => `${ok ? '✓' : '✗'} ${title}\n    ${cause}`,
    )
    return { data, text: joinPrintable([...steps, '', data.summary]), failed: !data.readable }
  },
}

function joinPrintable(lines: string[]): string {
  return lines
    .flatMap(line => line.split('\n'))
    .map(toPrintable)
    .join('\n')
}
