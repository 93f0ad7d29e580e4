import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

const environmentBefore = { ...process.env }

const REASONS: Record<string, string> = {
  EACCES: 'permission denied. Run this as the user who owns the file, or let its group read it',
  EISDIR: 'it is a folder. Make it a file of lines such as SECRET_KEY=…, or remove it',
}

/** Reads `.env` of this folder, if it is there. Variables that are set already stay. @returns why it cannot be read. */
export function loadEnvFile(): string | null {
  try {
    const given = process.env.NODE_EXTRA_CA_CERTS
    readFileSync('.env')
    process.loadEnvFile('.env')
    return given ? null : trustExtraCertificates()
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    return `The settings in .env cannot be read: ${REASONS[code] ?? message}.`
  }
}

/** Node itself reads NODE_EXTRA_CA_CERTS before it reads any file. @returns why the certificates cannot be read. */
function trustExtraCertificates(): string | null {
  const { NODE_EXTRA_CA_CERTS: path } = process.env
  if (!path) return null
  try {
    setDefaultCACertificates([...getCACertificates('default'), readFileSync(path, 'utf8')])
    return null
  } catch (error) {
    return `NODE_EXTRA_CA_CERTS in .env names no file of certificates (PEM) that this user can read: ${(error as Error).message}.`
  }
}

/**
 * The environment as it was before `.env` was read; the variables that came from the file are undefined. A process
 * that is started with it reads the file as it is at that time.
 */
export function readGivenEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(process.env).map(name => [name, environmentBefore[name]]))
}
