import cluster from 'node:cluster'
import { env } from '#lib/env/env.ts'

/**
 * The share of this process in `total`, which is for the whole server. With WEB_CONCURRENCY every process has the
 * same whole number, and at least 1.
 */
export function computeShare(total: number): number {
  return cluster.isWorker ? Math.max(1, Math.floor(total / env().processes)) : total
}
