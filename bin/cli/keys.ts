import { rotateKeys } from '#lib/sessions/keys/rotation.ts'
import type { Command } from './command.ts'
import { findOperator } from './operator.ts'

export const keysCommand: Command = {
  name: 'keys',
  summary: 'The keys that sign access tokens',
  commands: [
    {
      name: 'rotate',
      summary: 'Publish a new key, which signs ten minutes later',
      notes: 'Nobody is signed out: the old key is published until its last token has expired.',
      async run() {
        const data = await rotateKeys(findOperator())
        const from = `from ${data.activeAt.toISOString()} on`
        const text = data.made
          ? `The new key ${data.kid} is published now and signs access tokens ${from}.`
          : `The key ${data.kid} is published already and signs ${from}: nothing to do.`
        return { data, text }
      },
    },
  ],
}
