import cluster from 'node:cluster'
import { env } from '#lib/env/env.ts'

/**
 * What of `total`, which is there for the whole server, this process may have: with WEB_CONCURRENCY each of the
 * processes as much as any other, and at least one.
 */
export function computeShare(total: number): number {
  return cluster.isWorker ? Math.max(1, Math.floor(total / env().processes)) : total
}
