import { denyAccess } from '#lib/audit/deny-access.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import type { Mode } from '#lib/cors/mode.ts'
import { db, isUniqueViolation } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
import { env } from '#lib/env/env.ts'
import { isRowId } from '#lib/http/list-id.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { MAX_ORIGINS, reloadOrigins } from './follow-origins.ts'
import { type OriginJson, toOriginJson, toPinnedOriginJson } from './origin-json.ts'
import { findModeFault, type NewOrigin, type OriginChanges } from './schema.ts'

/** What an entry grants to its pages. */
const GRANTS = ['access', 'passwords'] as const
/** What can be changed of an entry. */
const FIELDS = ['note', 'mode', 'enabled', ...GRANTS] as const

/**
 * Lists every allowed origin: the entries of CORS_ORIGINS first, then the others in the order in which they were added.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function listOrigins(viewer: Viewer): Promise<OriginJson[]> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_change')
  const rows = await db().origin.findMany({ orderBy: { id: 'asc' } })
  const pinned = env().corsOrigins
  return [
    ...pinned.map(toPinnedOriginJson),
    ...rows.filter(({ origin }) => !pinned.includes(origin)).map(toOriginJson),
  ]
}

/** Reads one allowed origin. @throws Problem 403, 404 `unknown_origin`. */
export async function readOrigin(viewer: Viewer, id: number): Promise<OriginJson> {
  const found = (await listOrigins(viewer)).find(one => one.id === id)
  if (!found) throw unknownOrigin()
  return found
}

/**
 * Allows an origin. It takes effect in this process before this returns, and in others within two seconds.
 * @throws Problem 401 `step_up_required`, 403, 409 (`origin_exists`, `origin_own`, `origin_pinned`, `origins_full`).
 */
export async function addOrigin(viewer: Viewer, input: NewOrigin): Promise<OriginJson> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_add')
  requireProof(viewer, 'origin_add')
  if (env().corsOrigins.includes(input.origin)) throw pinnedOrigin(input.origin)
  if (readCorsPolicy().own.has(input.origin)) {
    const message = `${input.origin} is this server itself, whose pages are always allowed.`
    throw new Problem(409, 'origin_own', message)
  }
  if ((await db().origin.count()) >= MAX_ORIGINS) {
    const message = `At most ${MAX_ORIGINS} origins can be allowed. Remove one first.`
    throw new Problem(409, 'origins_full', message)
  }
  try {
    const [row] = await db().$transaction([
      db().origin.create({ data: { ...input, addedBy: viewer.uid } }),
      auditInsert({
        action: 'origin_add',
        result: 'ok',
        actor: viewer,
        target: { uid: input.origin },
        detail: {
          mode: input.mode,
          enabled: input.enabled,
          access: input.access,
          passwords: input.passwords,
        },
      }),
    ])
    await reloadOrigins()
    return toOriginJson(row)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Problem(409, 'origin_exists', `${input.origin} is already on the list.`)
  }
}

/**
 * Changes an origin. It takes effect as an addition does.
 * @throws Problem 400 for a mode that the origin cannot have, 401 `step_up_required`, 403, 404 `unknown_origin`, 409
 *   `origin_pinned`.
 */
export async function changeOrigin(
  viewer: Viewer,
  id: number,
  changes: OriginChanges,
): Promise<OriginJson> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_change')
  requireProof(viewer, 'origin_change')
  const before = await findOrigin(id)
  const message = findModeFault(before.origin, changes.mode ?? (before.mode as Mode))
  if (message) throw invalidInput([{ path: 'mode', message }])
  // Whoever says what an entry from before may do has chosen, even if it stays as it is.
  const chooses = !before.chosen && GRANTS.some(name => changes[name] !== undefined)
  const changed = FIELDS.filter(
    name =>
      changes[name] !== undefined &&
      (changes[name] !== before[name] || (chooses && GRANTS.some(grant => grant === name))),
  )
  if (changed.length === 0) return toOriginJson(before)
  // Only the fields that change are written, because somebody else may be changing the others.
  const values = Object.fromEntries(changed.map(name => [name, changes[name]]))
  const data = chooses ? { ...values, chosen: true } : values
  const { note: _, ...audited } = values
  const detail = { changed: changed.join(' '), ...audited }
  const target = { uid: before.origin }
  const [row] = await unlessGone(
    db().$transaction([
      db().origin.update({ where: { id }, data }),
      auditInsert({ action: 'origin_change', result: 'ok', actor: viewer, target, detail }),
    ]),
    unknownOrigin,
  )
  await reloadOrigins()
  return toOriginJson(row)
}

/**
 * Leaves what entries from before there was an access may do as it is: somebody has looked at them and chosen.
 * @returns how many there were.
 * @throws Problem 401 `step_up_required`, 403.
 */
export async function keepUnchosen(viewer: Viewer): Promise<number> {
  const origins = await listOrigins(viewer)
  requireProof(viewer, 'origin_change')
  const unchosen = origins.filter(({ chosen }) => !chosen)
  for (const { id, access } of unchosen) await changeOrigin(viewer, id, { access })
  return unchosen.length
}

/**
 * Takes an origin off the list. It takes effect as an addition does.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_origin`, 409 `origin_pinned`.
 */
export async function removeOrigin(viewer: Viewer, id: number): Promise<void> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'origin_remove')
  requireProof(viewer, 'origin_remove')
  const target = { uid: (await findOrigin(id)).origin }
  await unlessGone(
    db().$transaction([
      db().origin.delete({ where: { id } }),
      auditInsert({ action: 'origin_remove', result: 'ok', actor: viewer, target }),
    ]),
    unknownOrigin,
  )
  await reloadOrigins()
}

/** @throws Problem 404 `unknown_origin`, 409 `origin_pinned` for an entry of CORS_ORIGINS. */
async function findOrigin(id: number) {
  const pinned = env().corsOrigins[-1 - id]
  if (pinned !== undefined) throw pinnedOrigin(pinned)
  const row = isRowId(id) ? await db().origin.findUnique({ where: { id } }) : null
  if (!row) throw unknownOrigin()
  return row
}

function unknownOrigin(): Problem {
  return new Problem(404, 'unknown_origin', 'There is no such origin on the list.')
}

function pinnedOrigin(origin: string): Problem {
  const message = `${origin} is set by CORS_ORIGINS. Change that setting and restart the server.`
  return new Problem(409, 'origin_pinned', message)
}
