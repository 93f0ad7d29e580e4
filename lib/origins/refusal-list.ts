import { z } from 'zod'
import { denyAccess } from '#lib/audit/deny-access.ts'
import { MODES } from '#lib/cors/origin.ts'
import { findStanding, type Standing } from '#lib/cors/policy.ts'
import { REFUSAL_REASONS, type RefusalReason } from '#lib/cors/verdict.ts'
import { db } from '#lib/db/db.ts'
import { readAgent } from '#lib/http/user-agent.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makePageLimitSchema } from '#lib/lists/page-limit.ts'
import { readCorsPolicy } from './allow-list.ts'
import { listAllowableModes } from './allowable-modes.ts'
import { describeRefusalCause } from './refusal-cause.ts'
import { describeSharedHost } from './shared-host.ts'

/** What was refused to pages of an origin, as administrators see it. */
export const RefusalJson = z
  .strictObject({
    origin: z.string(),
    reason: z.enum(REFUSAL_REASONS),
    cause: z.string().describe('Why, and what to do about it, in sentences.'),
    count: z.int(),
    firstSeen: z.iso.datetime(),
    lastSeen: z.iso.datetime(),
    lastPath: z.string(),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    allowed: z
      .boolean()
      .describe('Whether it would be refused no more, since somebody has allowed the origin.'),
    modes: z
      .array(z.enum(MODES))
      .describe('In which modes the origin can be allowed; none for what cannot or need not be.'),
    disabledId: z
      .int()
      .nullable()
      .describe('The id of the disabled entry that would let it in if it were enabled.'),
    warning: z.string().nullable().describe('Who else has pages on the origin.'),
  })
  .meta({ id: 'Refusal', description: 'What was refused to pages of an origin.' })
export type RefusalJson = z.output<typeof RefusalJson>

/** How many of the last refusals to list. */
export const RefusalQuery = z.object({
  limit: makePageLimitSchema(100),
})

/**
 * What was refused, the last seen first.
 * @throws Problem 403 for who is no administrator.
 */
export async function listRefusals(viewer: Viewer, limit: number): Promise<RefusalJson[]> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_change')
  const rows = await db().originRefusal.findMany({
    orderBy: [{ lastSeen: 'desc' }, { origin: 'asc' }, { reason: 'asc' }],
    take: limit,
  })
  const disabled = await disabledIds(rows.map(({ origin }) => origin))
  return rows.map(({ origin, lastAgent, ...row }) => {
    const reason = row.reason as RefusalReason
    const who = findStanding(readCorsPolicy(), origin)
    const about = reason.startsWith('origin_')
    const allowed = about && who !== 'unknown' && who !== 'disabled'
    const modes = about && who === 'unknown' ? listAllowableModes(origin) : []
    return {
      origin,
      reason,
      cause: describeRefusalCause(about ? reasonNow(reason, who) : reason, origin, modes),
      count: row.count,
      firstSeen: row.firstSeen.toISOString(),
      lastSeen: row.lastSeen.toISOString(),
      lastPath: row.lastPath,
      ...readAgent(lastAgent),
      allowed,
      modes,
      warning: describeSharedHost(origin),
      disabledId: about && who === 'disabled' ? (disabled.get(origin) ?? null) : null,
    }
  })
}

/** Why it would be refused now: somebody may have disabled or removed it since. */
function reasonNow(reason: RefusalReason, who: Standing): RefusalReason {
  if (who === 'disabled') return 'origin_disabled'
  return reason === 'origin_disabled' ? 'origin_not_allowed' : reason
}

async function disabledIds(origins: string[]): Promise<Map<string, number>> {
  const rows = await db().origin.findMany({
    where: { enabled: false, origin: { in: [...new Set(origins)] } },
    select: { id: true, origin: true },
  })
  return new Map(rows.map(({ id, origin }) => [origin, id]))
}
