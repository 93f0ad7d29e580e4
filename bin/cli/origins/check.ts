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
  summary: 'Show step by step what a browser does with a call from a page of an origin',
  args: { '<origin>': 'the origin of the page' },
  options: {
    '--method <method>': 'the method (default: GET)',
    '--headers <names>': 'the headers that the script sets, separated by commas',
    '--content-type <type>': 'the type of the body',
    '--server <address>': 'the address by which the page calls this server (default: PUBLIC_URL)',
    '--credentials <mode>': 'include, same-origin or omit (default: as the origin is allowed)',
  },
  notes: 'The exit status is 1 when the page could not read the answer.',
  async run({ args: [origin], options }) {
    const { method, headers, contentType, credentials, server } = options
    const question = parseInput(Question, {
      origin,
      method,
      headers,
      'content-type': contentType,
      credentials,
      server,
    })
    // Fails without the database: a verdict without its list of origins would be wrong.
    await listOrigins(findOperator())
    await reloadOrigins()
    const data = await consult(findOperator(), question)
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
