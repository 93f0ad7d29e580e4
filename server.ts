// The entry point of the self-hosted server (`npm start`): with WEB_CONCURRENCY above 1 this process supervises
// workers, which run this file too. Each process that answers requests loads serving-process.ts.

import cluster from 'node:cluster'
import { env } from '#lib/env/env.ts'
import { assumeProduction } from '#lib/env/env-file.ts'
import { checkEnvironment, ignoreOutputErrors } from '#lib/server/start.ts'

assumeProduction()
ignoreOutputErrors()
checkEnvironment()
const { processes } = env()
// Loaded on demand, so that the primary stays small. A single process needs no primary.
if (processes > 1 && cluster.isPrimary) {
  const { superviseWorkers } = await import('#lib/server/cluster/primary.ts')
  await superviseWorkers(processes)
} else await import('./serving-process.ts')
