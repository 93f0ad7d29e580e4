import cluster from 'node:cluster'
import { env } from '#lib/env.ts'
import { checkEnvironment, outliveOutput } from '#lib/start.ts'
import { assumeProduction } from './lib/env-file.ts'

assumeProduction()
outliveOutput()
checkEnvironment()
const { processes } = env()
// What is not needed is not loaded: a primary is small, and none is started for one process.
if (processes > 1 && cluster.isPrimary) {
  const { superviseWorkers } = await import('#lib/cluster/primary.ts')
  await superviseWorkers(processes)
} else await import('./serve.ts')
