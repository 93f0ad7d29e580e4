import { requireKnownSchema } from '#lib/db/schema-state.ts'
import { env } from '#lib/env/env.ts'
import { followOrigins } from '#lib/origins/follow-origins.ts'
import { ensureAdmin, type FirstAdmin } from '#lib/users/first-admin.ts'
import { readBuild } from './installation/build.ts'
import { refuseToStart, runStep } from './start.ts'

/**
 * Prepares this process to serve: migrates the database, follows its list of origins, and creates the first
 * administrator if there is none. An error stops the process with the reason and the remedy.
 */
export async function prepareToServe(
  migrate: (url: string) => Promise<string[]>,
): Promise<FirstAdmin> {
  readBuild()
  const { migrateAtStart, databaseUrl, serverless } = env()
  try {
    if (migrateAtStart) await runStep('database', () => migrate(databaseUrl))
    // A function of Vercel has not all files, and its platform may go back by a click.
    if (!serverless) await requireKnownSchema()
    await followOrigins()
    return await runStep('administrator', ensureAdmin)
  } catch (error) {
    return refuseToStart(error)
  }
}
