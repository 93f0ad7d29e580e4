import type { z } from 'zod'
import { OutboxQuery } from '#lib/mail/mail-json.ts'
import { readFirstParams, type SearchParams } from '../search-params.ts'

/** How many mails a page shows. */
const PAGE_SIZE = 50

/** What the address of the page says: which mails, and where the page begins. */
const OutboxView = OutboxQuery.pick({ status: true, to: true, after: true })
export type OutboxView = z.output<typeof OutboxView>

/** Reads the address; null if it says something that we do not know. The search box calls the recipient `q`. */
export function readOutboxView(params: SearchParams): OutboxView | null {
  const { q: to, ...rest } = readFirstParams(params)
  return OutboxView.safeParse({ ...rest, to }).data ?? null
}

/** The query of the store for `view`. */
export function toOutboxQuery(view: OutboxView): OutboxQuery {
  return { ...view, limit: PAGE_SIZE }
}

/** The address of `view`, without the defaults. */
export function buildOutboxHref({ status, to, after }: Partial<OutboxView>): string {
  const query = new URLSearchParams()
  if (status) query.set('status', status)
  if (to) query.set('q', to)
  if (after) query.set('after', after)
  return query.size > 0 ? `/outbox?${query}` : '/outbox'
}
