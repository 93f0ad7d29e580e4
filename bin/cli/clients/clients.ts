import { ClientChanges } from '#lib/clients/client-input.ts'
import type { ClientJson } from '#lib/clients/client-json.ts'
import { changeClient, listClients, readClient, removeClient } from '#lib/clients/client-store.ts'
import { rotateSecret, SecretRotation } from '#lib/clients/rotate-secret.ts'
import { parseInput } from '#lib/http/body.ts'
import { confirm } from '../ask.ts'
import type { Command, Outcome } from '../command.ts'
import { findOperator } from '../operator.ts'
import { formatFacts, formatTable, toPrintable } from '../terminal.ts'
import { addClientCommand, changeClientCommand } from './settings.ts'
import { describeSecret } from './words.ts'

const ID = { '<id>': 'the client_id, as `clients list` shows it' }

const listCommand: Command = {
  name: 'list',
  summary: 'List the registered applications',
  async run() {
    const data = await listClients(findOperator())
    if (data.length === 0) return { data, text: 'No application is registered.' }
    const rows = data.map(({ client_id, name, kind, authMethod, enabled }) => [
      client_id,
      name,
      kind,
      authMethod,
      enabled ? 'yes' : 'no',
    ])
    return { data, text: formatTable([['CLIENT', 'NAME', 'KIND', 'METHOD', 'ENABLED'], ...rows]) }
  },
}

const showCommand: Command = {
  name: 'show',
  summary: 'Show an application',
  args: ID,
  async run({ args: [id = ''] }) {
    const data = await readClient(findOperator(), id)
    return { data, text: describeClient(data) }
  },
}

const rotateCommand: Command = {
  name: 'rotate',
  summary: 'Replace the secret of an application, and show the new one once',
  args: ID,
  options: { '--overlap <seconds>': 'how long the old secret is good as well (default: 86400)' },
  notes: 'After a theft, write --overlap 0.',
  async run({ args: [id = ''], options: { overlap } }) {
    const overlapSeconds = overlap === undefined ? undefined : Number(overlap)
    const terms = parseInput(SecretRotation, { overlapSeconds })
    const data = await rotateSecret(findOperator(), id, terms)
    return { data, text: describeSecret(data) }
  },
}

const makeSwitch = (name: 'enable' | 'disable', summary: string): Command => ({
  name,
  summary,
  args: ID,
  async run({ args: [id = ''] }): Promise<Outcome> {
    const changes = parseInput(ClientChanges, { enabled: name === 'enable' })
    const data = await changeClient(findOperator(), id, changes)
    return { data, text: toPrintable(`${data.name} is ${name}d.`) }
  },
})

const removeCommand: Command = {
  name: 'remove',
  summary: 'Remove an application; its sessions end at once',
  args: ID,
  options: { '--yes': 'do not ask for confirmation' },
  async run({ args: [id = ''], options }, terminal) {
    const data = await readClient(findOperator(), id)
    await confirm(terminal, toPrintable(`Remove ${data.name} and end its sessions?`), options.yes)
    await removeClient(findOperator(), id)
    return { data, text: toPrintable(`${data.name} is removed.`) }
  },
}

function describeClient({ secrets, logo, jwks, ...facts }: ClientJson): string {
  const lists = Object.entries(facts).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(' ') : value,
  ])
  const ends = secrets.map(({ createdAt, expiresAt }) =>
    expiresAt ? `of ${createdAt} until ${expiresAt}` : `of ${createdAt}`,
  )
  return formatFacts({
    ...Object.fromEntries(lists),
    logo: logo !== null,
    keys: Array.isArray(jwks?.keys) ? jwks.keys.length : 0,
    secrets: ends.join(', '),
  })
}

export const clientsCommand: Command = {
  name: 'clients',
  summary: 'The applications that sign people in here',
  notes: 'Pages of allowed origins need no registration: see `latchkey origins`.',
  commands: [
    listCommand,
    addClientCommand,
    showCommand,
    changeClientCommand,
    rotateCommand,
    makeSwitch('disable', 'Disable an application; its sessions end at once'),
    makeSwitch('enable', 'Enable an application'),
    removeCommand,
  ],
}
