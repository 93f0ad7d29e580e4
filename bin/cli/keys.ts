import { rotateKeys } from '#lib/sessions/keys/rotation.ts'
import type { Command } from './command.ts'
import { findOperator } from './operator.ts'

export const keysCommand: Command = {
  name: 'keys',
  summary: 'The keys that sign access tokens',
  commands: [
    {
      name: 'rotate',
      summary: 'Publish a new key, which begins to sign ten minutes later',
      notes: 'Nobody is signed out: the old key stays published until its last token has expired.',
      async run() {
        const data = await rotateKeys(findOperator())
        const from = `from ${data.activeAt.toISOString()} on`
        const text = data.made
          ? `Published the new key ${data.kid}, which signs access tokens ${from}.`
          : `The new key ${data.kid} is already published and signs access tokens ${from}. Nothing to do.`
        return { data, text }
      },
    },
  ],
}
