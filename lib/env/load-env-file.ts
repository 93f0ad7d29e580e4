import { readFileSync } from 'node:fs'

const REASONS: Record<string, string> = {
  EACCES: 'permission denied. Run this as the user who owns the file, or let its group read it',
  EISDIR: 'it is a folder. Make it a file of lines such as SECRET_KEY=…, or remove it',
}

/** Reads `.env` of this folder, if it is there. Variables that are set already stay. @returns why it cannot be read. */
export function loadEnvFile(): string | null {
  try {
    readFileSync('.env')
    process.loadEnvFile('.env')
    return null
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    return `The settings in .env cannot be read: ${REASONS[code] ?? message}.`
  }
}
