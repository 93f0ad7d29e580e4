import { stat } from 'node:fs/promises'
import { EnvFault, env } from '#lib/env.ts'
import { allowFault } from '#lib/origins/allow-fault.ts'
import { type Finding, fault, ok } from './finding.ts'

const CHECK = 'Settings'

/** Whether every setting can be read, and `.env` by its owner alone. */
export async function checkEnvironment(): Promise<Finding[]> {
  const mode = await stat('.env').then(
    ({ mode }) => mode & 0o077,
    () => 0,
  )
  const open = mode
    ? [
        fault(
          CHECK,
          'Others on this machine may read .env, with SECRET_KEY.',
          'Run chmod 600 .env.',
        ),
      ]
    : []
  try {
    const { publicUrl, databaseUrl } = env(allowFault)
    const engine = databaseUrl.startsWith('file:') ? 'SQLite' : 'Postgres'
    return [
      ok(CHECK, `No faults. ${publicUrl.origin}, ${engine}, Node ${process.versions.node}.`),
      ...open,
    ]
  } catch (error) {
    if (!(error instanceof EnvFault)) throw error
    return [
      ...error.faults.map(({ name, problem, fix }) =>
        fault(CHECK, `${name} ${problem}.`, `${fix[0]?.toUpperCase()}${fix.slice(1)}.`),
      ),
      ...open,
    ]
  }
}
