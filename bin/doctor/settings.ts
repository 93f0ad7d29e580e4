import { stat } from 'node:fs/promises'
import { EnvFault, env } from '#lib/env/env.ts'
import { findAllowFault } from '#lib/origins/allow-fault.ts'
import { type Finding, fail, pass } from './finding.ts'

const CHECK = 'Settings'

/** Checks that no setting is faulty, and that only the owner of `.env` and its group can read it. */
export async function checkSettings(): Promise<Finding[]> {
  const envFile = await checkEnvFile('.env')
  try {
    const { publicUrl, databaseUrl } = env(findAllowFault)
    const engine = databaseUrl.startsWith('file:') ? 'SQLite' : 'Postgres'
    return [
      pass(CHECK, `No faults. ${publicUrl.origin}, ${engine}, Node ${process.versions.node}.`),
      ...envFile,
    ]
  } catch (error) {
    if (!(error instanceof EnvFault)) throw error
    return [
      ...error.faults.map(({ name, problem, fix }) =>
        fail(CHECK, `${name} ${problem}.`, `${fix[0]?.toUpperCase()}${fix.slice(1)}.`),
      ),
      ...envFile,
    ]
  }
}

/** Fails when other users can read the file. Its group may: deploy/nginx.md makes the server read it by its group. */
export async function checkEnvFile(path: string): Promise<Finding[]> {
  const mode = await stat(path).then(
    ({ mode }) => mode & 0o007,
    () => 0,
  )
  if (!mode) return []
  const says = 'Other users of this machine can read .env, which holds SECRET_KEY.'
  return [fail(CHECK, says, 'Run chmod o= .env.')]
}
