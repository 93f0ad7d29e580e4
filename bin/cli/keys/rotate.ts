import { replaceStolenKeys } from '#lib/sessions/keys/replace-stolen-keys.ts'
import { rotateKeys } from '#lib/sessions/keys/rotation.ts'
import type { Command, Outcome } from '../command.ts'
import { findOperator } from '../operator.ts'

export const rotateCommand: Command = {
  name: 'rotate',
  summary: 'Publish a new key, which begins to sign ten minutes later',
  options: {
    '--compromised':
      'the key was stolen: remove it at once, with every access token that it signed',
  },
  notes:
    'Nobody is signed out: the old key stays published until its last token has expired. With\n--compromised the new key signs at once, and clients get new access tokens by their refresh tokens.\nOther servers that verify tokens may have cached the old key: restart them. See docs/stolen-keys.md.',
  run: ({ options }) => (options.compromised === true ? replace() : rotate()),
}

async function rotate(): Promise<Outcome> {
  const data = await rotateKeys(findOperator())
  const from = `from ${data.activeAt.toISOString()} on`
  const text = data.made
    ? `Published the new key ${data.kid}, which signs access tokens ${from}.`
    : `The new key ${data.kid} is already published and signs access tokens ${from}. Nothing to do.`
  return { data, text }
}

async function replace(): Promise<Outcome> {
  const { kid, activeAt } = await replaceStolenKeys(findOperator())
  const lines = [
    `The new key ${kid} signs access tokens. All earlier keys and access tokens are refused.`,
    'Restart other servers that verify access tokens: they may have cached the old key.',
  ]
  return { data: { kid, activeAt, made: true }, text: lines.join('\n') }
}
