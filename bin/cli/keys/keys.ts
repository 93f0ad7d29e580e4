import type { Command } from '../command.ts'
import { replaceSecretCommand } from './replace-secret.ts'
import { rotateCommand } from './rotate.ts'

export const keysCommand: Command = {
  name: 'keys',
  summary: 'The keys that sign access tokens, and SECRET_KEY',
  commands: [rotateCommand, replaceSecretCommand],
}
