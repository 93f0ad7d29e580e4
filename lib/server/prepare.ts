import { env } from '#lib/env/env.ts'
import { followOrigins } from '#lib/origins/follow-origins.ts'
import { ensureAdmin, type FirstAdmin } from '#lib/users/first-admin.ts'
import { refuseToStart, runStep } from './start.ts'

/**
 * Brings the database up to date, sees to an administrator, and judges origins by its list from now on. What keeps it
 * from that, and is for whoever starts the process to mend, stops the process.
 */
export async function prepareToServe(
  migrate: (url: string) => Promise<string[]>,
): Promise<FirstAdmin> {
  const { migrateAtStart, databaseUrl } = env()
  try {
    if (migrateAtStart) await runStep('database', () => migrate(databaseUrl))
    await followOrigins()
    return await runStep('administrator', ensureAdmin)
  } catch (error) {
    return refuseToStart(error)
  }
}
