import { z } from 'zod'
import { makePageLimitSchema, PageCursor } from '#lib/lists/page-limit.ts'
import { AUDIT_ACTIONS, AUDIT_RESULTS } from './event.ts'

const DAY_PATTERN = /^\d{4}-\d\d-\d\d$/

/** A moment, or a day (UTC), which stands for its first moment in `from` and for its last in `to`. */
const moment = (name: 'from' | 'to') =>
  z
    .union([z.iso.date(), z.iso.datetime()], `${name} must be a day or a moment in UTC (ISO 8601).`)
    .transform(text => {
      if (!DAY_PATTERN.test(text)) return new Date(text)
      return new Date(name === 'from' ? `${text}T00:00:00.000Z` : `${text}T23:59:59.999Z`)
    })

/**
 * A query of the audit log. `q` is the whole uid of who did it or to whom it was done, in any case, or an address;
 * `after` is the cursor of a page.
 */
export const AuditQuery = z.object({
  action: z.enum(AUDIT_ACTIONS, `action must be one of ${AUDIT_ACTIONS.join(', ')}.`).optional(),
  result: z.enum(AUDIT_RESULTS, `result must be one of ${AUDIT_RESULTS.join(', ')}.`).optional(),
  from: moment('from').optional().describe('A day (UTC) or a moment.'),
  to: moment('to').optional().describe('A day (UTC), which is included, or a moment.'),
  q: z
    .string()
    .max(300, 'q must have at most 300 characters.')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'q must not hold control characters.')
    .transform(text => text.trim())
    .default('')
    .describe('The whole user ID of who did it or to whom it was done, or an address.'),
  limit: makePageLimitSchema(100),
  after: PageCursor,
})
export type AuditQuery = z.output<typeof AuditQuery>

/** A query of the viewer's own events. */
export const OwnAuditQuery = AuditQuery.pick({ limit: true, after: true })

/** Which events to export: a query without pages. */
export const AuditExportQuery = AuditQuery.omit({ limit: true, after: true }).extend({
  format: z.enum(['csv', 'json'], 'format must be csv or json.').default('csv'),
})
