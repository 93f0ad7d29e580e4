import { recordEvent } from './record-event.ts'

/** Records that a page of another site tried to change something, and why it was refused (ASVS v5.0.0-16.3.3). */
export function recordCrossSite(reason: string): void {
  void recordEvent({ action: 'cross_site', result: 'refused', actor: null, detail: { reason } })
}
