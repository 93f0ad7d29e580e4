import cluster from 'node:cluster'
import type { FirstAdmin } from '#lib/users/first-admin.ts'

/** A worker tells its primary that it serves, and who the administrator is. */
export type ServingMessage = { serving: FirstAdmin }
/** The primary tells a worker that another one has replaced it. */
export type RetireMessage = { retire: true }

/** Whether this process prints how its start proceeds: of several workers, only the first does. */
export function isLeadProcess(): boolean {
  return !cluster.isWorker || cluster.worker?.id === 1
}

/** Tells the primary that this process serves. @returns whether there is a primary. */
export function tellServing(admin: FirstAdmin): boolean {
  process.send?.({ serving: admin } satisfies ServingMessage)
  return cluster.isWorker
}

/** Calls `act` when another worker has replaced this one. */
export function runWhenRetired(act: () => void): void {
  if (!cluster.isWorker) return
  // SIGHUP is meant for the primary, but a shell may send it to the whole process group.
  process.on('SIGHUP', () => {})
  process.on('message', (message: Partial<RetireMessage> | null) => {
    if (message?.retire) act()
  })
}
