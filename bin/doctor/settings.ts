import { stat } from 'node:fs/promises'
import { EnvFault, env } from '#lib/env/env.ts'
import { findAllowFault } from '#lib/origins/allow-fault.ts'
import { type Finding, fault, ok } from './finding.ts'

const CHECK = 'Settings'

/** Whether every setting can be read, and `.env` by its owner alone, or a group that was given it. */
export async function checkSettings(): Promise<Finding[]> {
  const open = await checkEnvFile('.env')
  try {
    const { publicUrl, databaseUrl } = env(findAllowFault)
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

/** What is wrong with who may read the file; deploy/nginx.md has the server read it as a group. */
export async function checkEnvFile(path: string): Promise<Finding[]> {
  const mode = await stat(path).then(
    ({ mode }) => mode & 0o007,
    () => 0,
  )
  if (!mode) return []
  const says = 'Others on this machine may read .env, with SECRET_KEY.'
  return [fault(CHECK, says, 'Run chmod o= .env.')]
}
