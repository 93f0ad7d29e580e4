import type { Command } from '../command.ts'
import { disable, enable, remove, setRole } from './change.ts'
import { create } from './create.ts'
import { list } from './list.ts'
import { resetPassword } from './reset-password.ts'
import { show } from './show.ts'

export const user: Command = {
  name: 'user',
  summary: 'Users: create, look up, change, delete',
  commands: [create, list, show, setRole, disable, enable, remove, resetPassword],
}
