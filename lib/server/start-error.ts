import { describeFault, findDatabaseFault } from '#lib/db/database-fault.ts'
import { EnvFault, env } from '#lib/env/env.ts'

/** Why a start failed and what the operator can do about it; null for an unexpected error. */
export function describeStartError(error: unknown): string | null {
  if (error instanceof EnvFault)
    return `${error.message}\n\nSet these in the environment or in .env.`
  const fault = findDatabaseFault(error)
  if (fault) return describeFault(fault)
  // By name, because under Next its class comes from another module graph.
  return error instanceof Error && error.name === 'MigrationError' ? error.message : null
}

/** Why the server cannot listen on PORT of HOST, and what to set instead. */
export function describeListenError({ code, message }: NodeJS.ErrnoException): string {
  const { host, port } = env()
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Free it, or set PORT to another one.`
    case 'EACCES':
      return `This user may not listen on port ${port}. Set PORT above 1023, and let a proxy listen on ${port}.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all addresses.`
    default:
      return `Cannot listen on port ${port} of ${host}: ${message}`
  }
}
