import cluster from 'node:cluster'
import { env } from '#lib/env/env.ts'
import { assumeProduction } from '#lib/env/env-file.ts'
import { checkEnvironment, ignoreOutputErrors } from '#lib/server/start.ts'

assumeProduction()
ignoreOutputErrors()
checkEnvironment()
const { processes } = env()
// What is not needed is not loaded: a primary is small, and none is started for one process.
if (processes > 1 && cluster.isPrimary) {
  const { superviseWorkers } = await import('#lib/server/cluster/primary.ts')
  await superviseWorkers(processes)
} else await import('./serving-process.ts')
