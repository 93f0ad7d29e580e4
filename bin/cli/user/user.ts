import type { Command } from '../command.ts'
import {
  deleteUsersCommand,
  disableUsersCommand,
  enableUsersCommand,
  setRoleCommand,
} from './change.ts'
import { createUserCommand } from './create.ts'
import { exportUsersCommand } from './export.ts'
import { listUsersCommand } from './list.ts'
import { resetPasswordCommand } from './reset-password.ts'
import { showUserCommand } from './show.ts'

export const userCommand: Command = {
  name: 'user',
  summary: 'Users: create, look up, change, delete',
  commands: [
    createUserCommand,
    listUsersCommand,
    exportUsersCommand,
    showUserCommand,
    setRoleCommand,
    disableUsersCommand,
    enableUsersCommand,
    deleteUsersCommand,
    resetPasswordCommand,
  ],
}
