import cluster from 'node:cluster'
import type { Tally } from '#lib/metrics/tally.ts'
import { databaseFigures } from './database-metrics.ts'
import { asked, heard, type Message } from './messages.ts'
import { ownFigures } from './own-metrics.ts'

/** How long the primary is waited for, in milliseconds; it waits less for the others. */
const PATIENCE = 800

/** The figures of this server: the sum over its processes, and its database's. */
export async function serverFigures(): Promise<Tally> {
  const [all, database] = await Promise.all([allProcesses(), databaseFigures()])
  return { ...all, ...database }
}

/** Has this process, where it is one of several, tell its figures when its primary asks for them. */
export function tellFigures(): void {
  if (!cluster.isWorker) return
  process.on('message', (message: Message | null) => {
    heard(message)
    if (message?.figures === 'tell')
      toPrimary({ figures: 'told', id: message.id, tally: ownFigures() })
  })
}

async function allProcesses(): Promise<Tally> {
  if (!cluster.isWorker) return ownFigures()
  return (await asked(toPrimary, 'ask', PATIENCE)) ?? ownFigures()
}

function toPrimary(message: Message): void {
  process.send?.(message)
}
