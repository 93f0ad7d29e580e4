import type { Person } from './event.ts'
import { recordEvent } from './record-event.ts'

/**
 * Records that a page of another site tried what it may not, and why it was refused (ASVS v5.0.0-16.3.3).
 * @param actor the user in whose name it tried, if it came with a session.
 */
export function recordCrossSite(reason: string, actor: Person | null = null): void {
  void recordEvent({ action: 'cross_site', result: 'refused', actor, detail: { reason } })
}
