import { parseInput } from '#lib/http/body.ts'
import { consultSignIn } from '#lib/oauth/doctor/consult-sign-in.ts'
import { SignInQuestion } from '#lib/oauth/doctor/question.ts'
import { consult } from '#lib/origins/doctor/consult.ts'
import { Question } from '#lib/origins/doctor/question.ts'
import type { Step } from '#lib/origins/doctor/step.ts'
import { reloadOrigins } from '#lib/origins/follow-origins.ts'
import { listOrigins } from '#lib/origins/store.ts'
import type { Command } from '../command.ts'
import { findOperator } from '../operator.ts'
import { toPrintable } from '../terminal.ts'

export const checkOriginCommand: Command = {
  name: 'check',
  summary: 'Show step by step what a browser does with a call from a page, or with signIn() on it',
  args: { '<origin>': 'the origin of the page; with --sign-in also its whole address' },
  options: {
    '--method <method>': 'the method (default: GET)',
    '--headers <names>': 'the headers that the script sets, separated by commas',
    '--content-type <type>': 'the type of the body',
    '--server <address>': 'the address by which the page calls this server (default: PUBLIC_URL)',
    '--credentials <mode>': 'include, same-origin or omit (default: as the origin is allowed)',
    '--sign-in':
      'ask about signIn() of /client.js in place of a call; of the others, --server counts',
  },
  notes: 'The exit status is 1 when the page could not read the answer, or signs nobody in.',
  async run({ args: [origin], options }) {
    // Fails without the database: a verdict without its list of origins would be wrong.
    await listOrigins(findOperator())
    await reloadOrigins()
    if (options.signIn) {
      const question = parseInput(SignInQuestion, { origin, server: options.server })
      const data = await consultSignIn(findOperator(), question)
      return { data, text: formatSteps(data), failed: !data.works }
    }
    const { method, headers, contentType, credentials, server } = options
    const question = parseInput(Question, {
      origin,
      method,
      headers,
      'content-type': contentType,
      credentials,
      server,
    })
    const data = await consult(findOperator(), question)
    return { data, text: formatSteps(data), failed: !data.readable }
  },
}

function formatSteps({ steps, summary }: { steps: Step[]; summary: string }): string {
  const lines = steps.map(({ ok, title, cause }) => `${ok ? '✓' : '✗'} ${title}\n    ${cause}`)
  return joinPrintable([...lines, '', summary])
}

function joinPrintable(lines: string[]): string {
  return lines
    .flatMap(line => line.split('\n'))
    .map(toPrintable)
    .join('\n')
}
