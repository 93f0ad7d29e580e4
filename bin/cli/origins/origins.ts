import { parseInput } from '#lib/http/body.ts'
import { NewOrigin } from '#lib/origins/schema.ts'
import { addOrigin, listOrigins, removeOrigin } from '#lib/origins/store.ts'
import { type Command, CommandError, EXIT } from '../command.ts'
import { findOperator } from '../operator.ts'
import { formatTable } from '../terminal.ts'
import { checkOriginCommand } from './check.ts'
import { returnAddressesCommand } from './return-addresses.ts'

const listOriginsCommand: Command = {
  name: 'list',
  summary: 'List the allowed origins',
  async run() {
    const data = await listOrigins(findOperator())
    const rows = data.map(({ origin, mode, enabled, pinned, addedBy, note }) => [
      origin,
      mode,
      enabled ? 'yes' : 'no',
      pinned ? 'CORS_ORIGINS' : addedBy,
      note,
    ])
    const head = ['ORIGIN', 'MODE', 'ENABLED', 'ADDED BY', 'NOTE']
    return { data, text: rows.length > 0 ? formatTable([head, ...rows]) : 'No origin is allowed.' }
  },
}

const addOriginCommand: Command = {
  name: 'add',
  summary: 'Allow an origin; running servers follow within two seconds',
  args: { '<origin>': 'exactly as browsers send it, such as https://you.github.io' },
  options: {
    '--note <text>': 'a note for the list',
    '--mode <mode>': 'how its pages may carry a session: both, cookie or bearer',
    '--disabled': 'add it to the list without allowing it yet',
  },
  async run({ args: [origin], options: { note, mode, disabled } }) {
    const input = parseInput(NewOrigin, { origin, note, mode, enabled: disabled !== true })
    const data = await addOrigin(findOperator(), input)
    const warning = data.warning ? `\n${data.warning}` : ''
    return { data, text: `${data.origin} is on the list.${warning}` }
  },
}

const removeOriginCommand: Command = {
  name: 'remove',
  summary: 'Remove an origin from the list; running servers follow within two seconds',
  args: { '<origin>': 'as `origins list` shows it' },
  async run({ args: [origin = ''] }) {
    const found = (await listOrigins(findOperator())).find(listed => listed.origin === origin)
    if (!found) {
      throw new CommandError(EXIT.failed, 'unknown_origin', 'This origin is not on the list.')
    }
    await removeOrigin(findOperator(), found.id)
    return { data: found, text: `${origin} is off the list.` }
  },
}

export const originsCommand: Command = {
  name: 'origins',
  summary: 'The origins whose pages may call this server with a session',
  commands: [
    listOriginsCommand,
    addOriginCommand,
    removeOriginCommand,
    checkOriginCommand,
    returnAddressesCommand,
  ],
}
