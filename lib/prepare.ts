import { env } from './env.ts'
import { followOrigins } from './origins/live.ts'
import { step } from './start.ts'
import { ensureAdmin, type FirstAdmin } from './users/first-admin.ts'

/** Brings the database up to date, sees to an administrator, and judges origins by its list from now on. */
export async function prepare(migrate: (url: string) => Promise<string[]>): Promise<FirstAdmin> {
  const { migrateAtStart, databaseUrl } = env()
  if (migrateAtStart) await step('database', () => migrate(databaseUrl))
  await followOrigins()
  return step('administrator', ensureAdmin)
}
