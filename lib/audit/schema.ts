import { z } from 'zod'
import { makePageLimitSchema } from '#lib/lists/page-limit.ts'
import { AUDIT_ACTIONS, AUDIT_RESULTS } from './event.ts'

const DAY_PATTERN = /^\d{4}-\d\d-\d\d$/

/** A day (UTC) or a moment; of a day the end that the name says. */
const moment = (name: 'from' | 'to') =>
  z
    .union([z.iso.date(), z.iso.datetime()], `${name} must be a day or a moment in UTC (ISO 8601).`)
    .transform(text => {
      if (!DAY_PATTERN.test(text)) return new Date(text)
      return new Date(name === 'from' ? `${text}T00:00:00.000Z` : `${text}T23:59:59.999Z`)
    })

/**
 * A query of the records, newest first. `q` is the exact uid of who did it or to whom, whatever its case, or an
 * address; `after` is a cursor that a page gave.
 */
export const AuditQuery = z.object({
  action: z.enum(AUDIT_ACTIONS, `action must be one of ${AUDIT_ACTIONS.join(', ')}.`).optional(),
  result: z.enum(AUDIT_RESULTS, `result must be one of ${AUDIT_RESULTS.join(', ')}.`).optional(),
  from: moment('from').optional().describe('A day (UTC) or a moment.'),
  to: moment('to').optional().describe('A day (UTC), which counts whole, or a moment.'),
  q: z
    .string()
    .max(300, 'q must have at most 300 characters.')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'q must not hold control characters.')
    .transform(text => text.trim())
    .default('')
    .describe('The whole user ID of who did it or to whom, or an address.'),
  limit: makePageLimitSchema(100),
  after: z
    .string()
    .max(500, 'after must be a cursor that a page gave.')
    .optional()
    .describe('The cursor of a link in `Link`.'),
})
export type AuditQuery = z.output<typeof AuditQuery>

/** A query of one's own records. */
export const OwnAuditQuery = AuditQuery.pick({ limit: true, after: true })

/** Which records to export: a query without its pages. */
export const AuditExportQuery = AuditQuery.omit({ limit: true, after: true }).extend({
  format: z.enum(['csv', 'json'], 'format must be csv or json.').default('csv'),
})
