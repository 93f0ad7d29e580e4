import { forbidden } from '#lib/audit/forbidden.ts'
import { recorded } from '#lib/audit/record.ts'
import type { Mode } from '#lib/cors/origin.ts'
import { db, missingFault, uniqueFault } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { currentPolicy } from './allow-list.ts'
import { MOST_ORIGINS, obeyOrigins } from './live.ts'
import { type OriginJson, originJson, pinnedJson } from './origin-json.ts'
import { type NewOrigin, type OriginChanges, refusalOf } from './schema.ts'

/**
 * Every allowed origin: those of CORS_ORIGINS first, then the others in the order of their addition.
 * @throws Problem 403 for who is no administrator.
 */
export async function listOrigins(viewer: Viewer): Promise<OriginJson[]> {
  if (!isAdmin(viewer)) throw forbidden(viewer, 'origin_change')
  const rows = await db().origin.findMany({ orderBy: { id: 'asc' } })
  const pinned = env().corsOrigins
  return [
    ...pinned.map(pinnedJson),
    ...rows.filter(({ origin }) => !pinned.includes(origin)).map(originJson),
  ]
}

/** One of them. @throws Problem 403, 404. */
export async function readOrigin(viewer: Viewer, id: number): Promise<OriginJson> {
  const found = (await listOrigins(viewer)).find(one => one.id === id)
  if (!found) throw unknownOrigin()
  return found
}

/**
 * Allows an origin; this process obeys before this returns, others within two seconds.
 * @throws Problem 403, 409 `origin_exists`, `origin_own`, `origin_pinned`, `origins_full`.
 */
export async function addOrigin(viewer: Viewer, input: NewOrigin): Promise<OriginJson> {
  if (!isAdmin(viewer)) throw forbidden(viewer, 'origin_add')
  if (env().corsOrigins.includes(input.origin)) throw pinnedOrigin(input.origin)
  if (currentPolicy().own.has(input.origin)) {
    const words = `${input.origin} is this server itself, whose pages are always allowed.`
    throw new Problem(409, 'origin_own', words)
  }
  if ((await db().origin.count()) >= MOST_ORIGINS) {
    const words = `At most ${MOST_ORIGINS} origins can be allowed. Remove one first.`
    throw new Problem(409, 'origins_full', words)
  }
  try {
    const [row] = await db().$transaction([
      db().origin.create({ data: { ...input, addedBy: viewer.uid } }),
      recorded({
        ...{ action: 'origin_add', result: 'ok', actor: viewer, target: { uid: input.origin } },
        detail: { mode: input.mode, enabled: input.enabled },
      }),
    ])
    await obeyOrigins()
    return originJson(row)
  } catch (error) {
    if (!uniqueFault(error)) throw error
    throw new Problem(409, 'origin_exists', `${input.origin} is on the list already.`)
  }
}

/**
 * Changes an origin; obeyed as an addition is.
 * @throws Problem 400 for a mode that the origin cannot have, 403, 404, 409 `origin_pinned`.
 */
export async function changeOrigin(
  viewer: Viewer,
  id: number,
  changes: OriginChanges,
): Promise<OriginJson> {
  if (!isAdmin(viewer)) throw forbidden(viewer, 'origin_change')
  const before = await findOrigin(id)
  const message = refusalOf(before.origin, changes.mode ?? (before.mode as Mode))
  if (message) throw invalidInput([{ path: 'mode', message }])
  const changed = (['note', 'mode', 'enabled'] as const).filter(
    name => changes[name] !== undefined && changes[name] !== before[name],
  )
  if (changed.length === 0) return originJson(before)
  // Only what is asked for is written: somebody else may be changing the rest.
  const data = Object.fromEntries(changed.map(name => [name, changes[name]]))
  const { note: _, ...said } = data
  const detail = { changed: changed.join(' '), ...said }
  const target = { uid: before.origin }
  const [row] = await unlessGone(
    db().$transaction([
      db().origin.update({ where: { id }, data }),
      recorded({ action: 'origin_change', result: 'ok', actor: viewer, target, detail }),
    ]),
  )
  await obeyOrigins()
  return originJson(row)
}

/**
 * Takes an origin off the list; obeyed as an addition is.
 * @throws Problem 403, 404, 409 `origin_pinned`.
 */
export async function removeOrigin(viewer: Viewer, id: number): Promise<void> {
  if (!isAdmin(viewer)) throw forbidden(viewer, 'origin_remove')
  const target = { uid: (await findOrigin(id)).origin }
  await unlessGone(
    db().$transaction([
      db().origin.delete({ where: { id } }),
      recorded({ action: 'origin_remove', result: 'ok', actor: viewer, target }),
    ]),
  )
  await obeyOrigins()
}

/** @throws Problem 404; 409 for one of CORS_ORIGINS. */
async function findOrigin(id: number) {
  const pinned = env().corsOrigins[-1 - id]
  if (pinned !== undefined) throw pinnedOrigin(pinned)
  const known = Number.isInteger(id) && id > 0 && id < 2 ** 31
  const row = known ? await db().origin.findUnique({ where: { id } }) : null
  if (!row) throw unknownOrigin()
  return row
}

async function unlessGone<T>(change: Promise<T>): Promise<T> {
  return change.catch(error => {
    throw missingFault(error) ? unknownOrigin() : error
  })
}

function unknownOrigin(): Problem {
  return new Problem(404, 'unknown_origin', 'There is no such origin on the list.')
}

function pinnedOrigin(origin: string): Problem {
  const words = `${origin} is set by CORS_ORIGINS. Change that and restart the server.`
  return new Problem(409, 'origin_pinned', words)
}
