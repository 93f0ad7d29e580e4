import { env } from '#lib/env/env.ts'
import { followOrigins } from '#lib/origins/live.ts'
import { ensureAdmin, type FirstAdmin } from '#lib/users/first-admin.ts'
import { refuseToStart, step } from './start.ts'

/**
 * Brings the database up to date, sees to an administrator, and judges origins by its list from now on. What keeps it
 * from that, and is for whoever starts the process to mend, stops the process.
 */
export async function prepare(migrate: (url: string) => Promise<string[]>): Promise<FirstAdmin> {
  const { migrateAtStart, databaseUrl } = env()
  try {
    if (migrateAtStart) await step('database', () => migrate(databaseUrl))
    await followOrigins()
    return await step('administrator', ensureAdmin)
  } catch (error) {
    return refuseToStart(error)
  }
}
