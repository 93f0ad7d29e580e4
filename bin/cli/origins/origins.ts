import { parseInput } from '#lib/http/body.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { NewOrigin, OriginChanges } from '#lib/origins/schema.ts'
import { addOrigin, changeOrigin, listOrigins, removeOrigin } from '#lib/origins/store.ts'
import { type Command, CommandError, EXIT } from '../command.ts'
import { findOperator } from '../operator.ts'
import { formatTable } from '../terminal.ts'
import { checkOriginCommand } from './check.ts'
import { returnAddressesCommand } from './return-addresses.ts'

const LISTED = { '<origin>': 'as `origins list` shows it' }
const MODE = 'how its pages may carry a session: both, cookie or bearer'
const ACCESS =
  'what its pages may do in the name of whoever is signed in: account, users or administration'
const PASSWORDS = 'let its pages take passwords'

const listOriginsCommand: Command = {
  name: 'list',
  summary: 'List the allowed origins',
  async run() {
    const data = await listOrigins(findOperator())
    const rows = data.map(({ origin, mode, access, passwords, enabled, pinned, addedBy, note }) => [
      origin,
      mode,
      access,
      passwords ? 'yes' : 'no',
      enabled ? 'yes' : 'no',
      pinned ? 'CORS_ORIGINS' : addedBy,
      note,
    ])
    const head = ['ORIGIN', 'MODE', 'ACCESS', 'PASSWORDS', 'ENABLED', 'ADDED BY', 'NOTE']
    return { data, text: rows.length > 0 ? formatTable([head, ...rows]) : 'No origin is allowed.' }
  },
}

const addOriginCommand: Command = {
  name: 'add',
  summary: 'Allow an origin; running servers follow within two seconds',
  args: { '<origin>': 'exactly as browsers send it, such as https://you.github.io' },
  options: {
    '--note <text>': 'a note for the list',
    '--mode <mode>': MODE,
    '--access <access>': `${ACCESS} (default: users)`,
    '--passwords': PASSWORDS,
    '--disabled': 'add it to the list without allowing it yet',
  },
  async run({ args: [origin], options: { note, mode, access, passwords, disabled } }) {
    const input = parseInput(NewOrigin, {
      origin,
      note,
      mode,
      access,
      passwords: passwords === true,
      enabled: disabled !== true,
    })
    const data = await addOrigin(findOperator(), input)
    const warning = data.warning ? `\n${data.warning}` : ''
    return { data, text: `${data.origin} is on the list.${warning}` }
  },
}

const changeOriginCommand: Command = {
  name: 'change',
  summary: 'Change what pages of an origin may do; running servers follow within two seconds',
  args: LISTED,
  options: {
    '--note <text>': 'a note for the list',
    '--mode <mode>': MODE,
    '--access <access>': ACCESS,
    '--passwords': PASSWORDS,
    '--no-passwords': 'refuse passwords that its pages send',
  },
  notes: 'What you leave out stays as it is.',
  async run({ args: [origin = ''], options: { note, mode, access, passwords } }) {
    const changes = parseInput(OriginChanges, { note, mode, access, passwords })
    const data = await changeOrigin(findOperator(), (await findListed(origin)).id, changes)
    const takes = data.passwords ? 'takes passwords' : 'takes no passwords'
    return { data, text: `${data.origin} has the access ${data.access} and ${takes}.` }
  },
}

const removeOriginCommand: Command = {
  name: 'remove',
  summary: 'Remove an origin from the list; running servers follow within two seconds',
  args: LISTED,
  async run({ args: [origin = ''] }) {
    const found = await findListed(origin)
    await removeOrigin(findOperator(), found.id)
    return { data: found, text: `${origin} is off the list.` }
  },
}

async function findListed(origin: string): Promise<OriginJson> {
  const found = (await listOrigins(findOperator())).find(listed => listed.origin === origin)
  if (found) return found
  throw new CommandError(EXIT.failed, 'unknown_origin', 'This origin is not on the list.')
}

export const originsCommand: Command = {
  name: 'origins',
  summary: 'The origins whose pages may call this server with a session',
  commands: [
    listOriginsCommand,
    addOriginCommand,
    changeOriginCommand,
    removeOriginCommand,
    checkOriginCommand,
    returnAddressesCommand,
  ],
}
