import { NewReturnAddress } from '#lib/clients/return-address-json.ts'
import {
  addReturnAddress,
  listReturnAddresses,
  removeReturnAddress,
} from '#lib/clients/return-address-store.ts'
import { parseInput } from '#lib/http/body.ts'
import { reloadOrigins } from '#lib/origins/follow-origins.ts'
import { type Command, CommandError, EXIT } from '../command.ts'
import { findOperator } from '../operator.ts'
import { formatTable } from '../terminal.ts'

const listCommand: Command = {
  name: 'list',
  summary: 'List the return addresses',
  async run() {
    await reloadOrigins()
    const data = await listReturnAddresses(findOperator())
    const rows = data.map(({ address, allowed, pinned, addedBy }) => [
      address,
      allowed ? 'yes' : 'no',
      pinned ? 'RETURN_ADDRESSES' : addedBy,
    ])
    if (rows.length === 0) return { data, text: 'There are no return addresses.' }
    return { data, text: formatTable([['ADDRESS', 'COUNTS', 'ADDED BY'], ...rows]) }
  },
}

const addCommand: Command = {
  name: 'add',
  summary: 'Allow a return address on an allowed origin',
  args: { '<address>': 'exactly as the page sends it, such as https://you.github.io/app/' },
  async run({ args: [address] }) {
    const data = await addReturnAddress(findOperator(), parseInput(NewReturnAddress, { address }))
    return { data, text: `${data.address} is a return address.` }
  },
}

const removeCommand: Command = {
  name: 'remove',
  summary: 'No longer allow a return address',
  args: { '<address>': 'as `origins return-addresses list` shows it' },
  async run({ args: [address = ''] }) {
    const known = await listReturnAddresses(findOperator())
    const found = known.find(listed => listed.address === address)
    if (!found) {
      const message = 'This return address is not on the list.'
      throw new CommandError(EXIT.failed, 'unknown_return_address', message)
    }
    await removeReturnAddress(findOperator(), found.id)
    return { data: found, text: `${address} is off the list.` }
  },
}

export const returnAddressesCommand: Command = {
  name: 'return-addresses',
  summary: 'Where answers for pages of allowed origins may go',
  notes: 'An address counts only while its origin is allowed.',
  commands: [listCommand, addCommand, removeCommand],
}
