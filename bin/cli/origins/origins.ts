import { parse } from '#lib/http/body.ts'
import { NewOrigin } from '#lib/origins/schema.ts'
import { addOrigin, listOrigins, removeOrigin } from '#lib/origins/store.ts'
import { type Command, EXIT, Failure } from '../command.ts'
import { operator } from '../operator.ts'
import { table } from '../terminal.ts'
import { check } from './check.ts'

const list: Command = {
  name: 'list',
  summary: 'List the allowed origins',
  async run() {
    const data = await listOrigins(operator())
    const rows = data.map(({ origin, mode, enabled, pinned, addedBy, note }) => [
      ...[origin, mode, enabled ? 'yes' : 'no', pinned ? 'CORS_ORIGINS' : addedBy, note],
    ])
    const head = ['ORIGIN', 'MODE', 'ENABLED', 'ADDED BY', 'NOTE']
    return { data, text: rows.length > 0 ? table([head, ...rows]) : 'No origin is allowed.' }
  },
}

const add: Command = {
  name: 'add',
  summary: 'Allow an origin; running servers obey within two seconds',
  args: { '<origin>': 'exactly as browsers send it, as in https://you.github.io' },
  options: {
    '--note <text>': 'what it is, for the list',
    '--mode <mode>': 'how its pages may carry a session: both, cookie or bearer',
    '--disabled': 'put it on the list without allowing it yet',
  },
  async run({ args: [origin], options: { note, mode, disabled } }) {
    const input = parse(NewOrigin, { origin, note, mode, enabled: disabled !== true })
    const data = await addOrigin(operator(), input)
    const warning = data.warning ? `\n${data.warning}` : ''
    return { data, text: `${data.origin} is on the list.${warning}` }
  },
}

const remove: Command = {
  name: 'remove',
  summary: 'Take an origin off the list; running servers obey within two seconds',
  args: { '<origin>': 'as `origins list` names it' },
  async run({ args: [origin = ''] }) {
    const found = (await listOrigins(operator())).find(listed => listed.origin === origin)
    if (!found) {
      throw new Failure(EXIT.failed, 'unknown_origin', 'There is no such origin on the list.')
    }
    await removeOrigin(operator(), found.id)
    return { data: found, text: `${origin} is off the list.` }
  },
}

export const origins: Command = {
  name: 'origins',
  summary: 'Origins: whose pages may call this server with a session',
  commands: [list, add, remove, check],
}
