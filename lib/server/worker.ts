import cluster from 'node:cluster'
import type { FirstAdmin } from '#lib/users/first-admin.ts'

/** What a worker tells its primary: it serves, and this is the administrator. */
export type ServingMessage = { serving: FirstAdmin }
/** What the primary tells a worker in whose place another one serves. */
export type RetireMessage = { retire: true }

/** Whether this process tells people how its start goes: of several, only the first does. */
export function isLeadProcess(): boolean {
  return !cluster.isWorker || cluster.worker?.id === 1
}

/** Tells the primary that this process serves. @returns whether there is one. */
export function tellServing(admin: FirstAdmin): boolean {
  process.send?.({ serving: admin } satisfies ServingMessage)
  return cluster.isWorker
}

/** Has `act` called when another process serves in the place of this one. */
export function runWhenRetired(act: () => void): void {
  if (!cluster.isWorker) return
  // Meant for the primary, though it may be sent to all of a group.
  process.on('SIGHUP', () => {})
  process.on('message', (message: Partial<RetireMessage> | null) => {
    if (message?.retire) act()
  })
}
