import cluster from 'node:cluster'
import { env } from '#lib/env/env.ts'
import { computeKeyId } from '#lib/runtime/derive-keys.ts'
import type { FirstAdmin } from '#lib/users/first-admin.ts'

/** A worker tells its primary that it serves, who the administrator is, and which keys of SECRET_KEY it accepts. */
export type ServingMessage = { serving: FirstAdmin; keyIds: string[] }
/** The primary tells a worker that another one has replaced it, and whether that one accepts fewer keys. */
export type RetireMessage = { retire: true; atOnce: boolean }
/** The worker confirms that it retires: what it refuses from now on, it has refused to everybody. */
export type RetiringMessage = { retiring: true }

/** Whether this process prints how its start proceeds: of several workers, only the first does. */
export function isLeadProcess(): boolean {
  return !cluster.isWorker || cluster.worker?.id === 1
}

/** Tells the primary that this process serves. @returns whether there is a primary. */
export function tellServing(admin: FirstAdmin): boolean {
  const keyIds = env().secretKeys.map(computeKeyId)
  process.send?.({ serving: admin, keyIds } satisfies ServingMessage)
  return cluster.isWorker
}

/**
 * Calls `act` when another worker has replaced this one.
 * @param act is told whether tokens that this process accepts are refused by then, so that it must not accept them again.
 */
export function runWhenRetired(act: (atOnce: boolean) => void): void {
  if (!cluster.isWorker) return
  // SIGHUP is meant for the primary, but a shell may send it to the whole process group.
  process.on('SIGHUP', () => {})
  process.on('message', (message: Partial<RetireMessage> | null) => {
    if (!message?.retire) return
    act(message.atOnce === true)
    process.send?.({ retiring: true } satisfies RetiringMessage)
  })
}
