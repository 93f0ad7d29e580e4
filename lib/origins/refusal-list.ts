import { z } from 'zod'
import { denyAccess } from '#lib/audit/deny-access.ts'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { MODES } from '#lib/cors/mode.ts'
import { findStanding, type Standing } from '#lib/cors/policy.ts'
import { REFUSAL_REASONS, type RefusalReason } from '#lib/cors/refusal-reasons.ts'
import { db } from '#lib/db/db.ts'
import { readAgent } from '#lib/http/user-agent.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makePageLimitSchema } from '#lib/lists/page-limit.ts'
import { listAllowableModes } from './allowable-modes.ts'
import { findRefusedHeaders } from './asked-headers.ts'
import { findEntryRows, findGrant, GrantJson, isGranted } from './missing-grant.ts'
import { describeRefusalCause } from './refusal-cause.ts'
import { readMissingGrant } from './refusal-counter.ts'
import { describeSharedHost } from './shared-host.ts'

/** What was refused to the pages of one origin for one reason, as administrators see it. */
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
      .describe('Whether it has been allowed since, so that it would not be refused now.'),
    modes: z
      .array(z.enum(MODES))
      .describe('The modes in which the origin can be allowed; empty if it cannot or need not be.'),
    headers: z
      .array(z.string())
      .describe('The refused headers that can be allowed, if that is the reason.'),
    disabledId: z
      .int()
      .nullable()
      .describe('The id of the disabled entry that would let the origin in if it were enabled.'),
    grant: GrantJson.nullable().describe(
      'What would let it through, if the entry of its origin grants too little: a PATCH of `/api/origins/{id}`. Null if a setting says so.',
    ),
    warning: z
      .string()
      .nullable()
      .describe('Who else has this origin, such as all repositories of one owner.'),
  })
  .meta({ id: 'Refusal', description: 'What was refused to the pages of an origin, and why.' })
export type RefusalJson = z.output<typeof RefusalJson>

/** How many refusals to list. */
export const RefusalQuery = z.object({
  limit: makePageLimitSchema(100),
})

/**
 * Lists the last `limit` refusals, the last seen first.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function listRefusals(viewer: Viewer, limit: number): Promise<RefusalJson[]> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_change')
  const rows = await db().originRefusal.findMany({
    orderBy: [{ lastSeen: 'desc' }, { origin: 'asc' }, { reason: 'asc' }],
    take: limit,
  })
  const entries = await findEntryRows()
  return rows.map(({ origin, lastAgent, ...row }) => {
    const reason = row.reason as RefusalReason
    const standing = findStanding(readCorsPolicy(), origin)
    const entry = entries.get(origin)
    const missing = readMissingGrant(row.lastPath)
    const isForGrant = reason === 'origin_access' || reason === 'origin_no_passwords'
    const isForOrigin = reason.startsWith('origin_') && !isForGrant
    const isForHeader = reason === 'header_not_allowed' && standing !== 'unknown'
    const asked = findRefusedHeaders(readCorsPolicy(), origin, row.lastPath)
    const modes = isForOrigin && standing === 'unknown' ? listAllowableModes(origin) : []
    return {
      origin,
      reason,
      cause: describeRefusalCause(
        isForOrigin ? findReasonNow(reason, standing) : reason,
        origin,
        modes,
      ),
      count: row.count,
      firstSeen: row.firstSeen.toISOString(),
      lastSeen: row.lastSeen.toISOString(),
      lastPath: row.lastPath,
      ...readAgent(lastAgent),
      allowed: isForHeader
        ? standing !== 'disabled' && asked.refused.length === 0
        : isForGrant
          ? missing !== null && isGranted(origin, missing)
          : isForOrigin && standing !== 'unknown' && standing !== 'disabled',
      modes,
      headers: isForHeader ? asked.allowable : [],
      grant: isForGrant && missing ? findGrant(origin, missing, entries) : null,
      warning: describeSharedHost(origin),
      disabledId:
        isForOrigin && standing === 'disabled' && entry?.enabled === false ? entry.id : null,
    }
  })
}

/** Why the origin would be refused now: somebody may have disabled or removed it since. */
function findReasonNow(reason: RefusalReason, standing: Standing): RefusalReason {
  if (standing === 'disabled') return 'origin_disabled'
  return reason === 'origin_disabled' ? 'origin_not_allowed' : reason
}
