import { forbidden } from '#lib/audit/forbidden.ts'
import type { Viewer } from '#lib/auth/session.ts'
import { readAgent } from '#lib/auth/user-agent.ts'
import { db } from '#lib/db.ts'
import { currentPolicy } from '#lib/http/allow-list.ts'
import type { Reason } from '#lib/http/cors.ts'
import { type Standing, standing } from '#lib/http/cors-policy.ts'
import type { Mode } from '#lib/http/origin.ts'
import { isAdmin } from '#lib/users/role.ts'
import { allowable } from './allowable.ts'
import { causeOf } from './refusal-cause.ts'
import { sharedHost } from './shared-host.ts'

/** What was refused to pages of an origin, as administrators see it. */
export type RefusalJson = {
  origin: string
  reason: Reason
  /** Why, and what to do about it, in sentences. */
  cause: string
  count: number
  firstSeen: string
  lastSeen: string
  lastPath: string
  browser: string | null
  system: string | null
  /** Whether it would be refused no more, since somebody has allowed the origin. */
  allowed: boolean
  /** In which modes the origin can be allowed; none for what cannot or need not be. */
  modes: Mode[]
  /** The id of the disabled entry that would let it in if it were enabled; null where there is none. */
  disabledId: number | null
  /** Who else has pages on the origin, in a sentence. */
  warning: string | null
}

/**
 * What was refused, the last seen first.
 * @throws Problem 403 for who is no administrator.
 */
export async function listRefusals(viewer: Viewer, limit: number): Promise<RefusalJson[]> {
  if (!isAdmin(viewer)) throw forbidden(viewer, 'origin_change')
  const rows = await db().originRefusal.findMany({
    orderBy: [{ lastSeen: 'desc' }, { origin: 'asc' }, { reason: 'asc' }],
    take: limit,
  })
  const disabled = await disabledIds(rows.map(({ origin }) => origin))
  return rows.map(({ origin, lastAgent, ...row }) => {
    const reason = row.reason as Reason
    const who = standing(currentPolicy(), origin)
    const about = reason.startsWith('origin_')
    const allowed = about && who !== 'unknown' && who !== 'disabled'
    const modes = about && who === 'unknown' ? allowable(origin) : []
    return {
      origin,
      reason,
      cause: causeOf(about ? reasonNow(reason, who) : reason, origin, modes),
      count: row.count,
      firstSeen: row.firstSeen.toISOString(),
      lastSeen: row.lastSeen.toISOString(),
      lastPath: row.lastPath,
      ...readAgent(lastAgent),
      ...{ allowed, modes, warning: sharedHost(origin) },
      disabledId: about && who === 'disabled' ? (disabled.get(origin) ?? null) : null,
    }
  })
}

/** Why it would be refused now: somebody may have disabled or removed it since. */
function reasonNow(reason: Reason, who: Standing): Reason {
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
