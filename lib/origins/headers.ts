import { z } from 'zod'
import { denyAccess } from '#lib/audit/deny-access.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { findHeaderFault, MAX_MORE_HEADERS } from '#lib/cors/header-names.ts'
import { db, isUniqueViolation } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { reloadOrigins } from './follow-origins.ts'

/** A header to allow. */
export const NewHeader = z
  .object({
    header: z
      .string('The name of the header is missing.')
      .trim()
      .toLowerCase()
      .superRefine((name, context) => {
        const fault = findHeaderFault(name)
        if (!fault) return
        context.addIssue({ code: 'custom', message: `${fault.problem}: ${fault.fix}.` })
      }),
  })
  .meta({ id: 'NewHeader' })
export type NewHeader = z.output<typeof NewHeader>

/** A header that pages of allowed origins may set, beside the default ones. Those of CORS_HEADERS are `pinned`. */
export const HeaderJson = z
  .strictObject({
    header: z.string().describe('In lower case.'),
    pinned: z.boolean().describe('Whether it stands in CORS_HEADERS, which the API cannot change.'),
    addedBy: z.string().nullable().describe('The user ID of the administrator who added it.'),
    createdAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Header', description: 'A request header that pages may set.' })
export type HeaderJson = z.output<typeof HeaderJson>

/** @throws Problem 403 if the viewer is not an administrator. */
export function requireHeaderRights(viewer: Viewer): void {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'header_add')
}

/**
 * Lists the headers that are allowed beside the default ones: those of CORS_HEADERS first, then the others by name.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function listHeaders(viewer: Viewer): Promise<HeaderJson[]> {
  requireHeaderRights(viewer)
  const pinned = listPinned()
  const rows = await db().allowedHeader.findMany({ orderBy: { name: 'asc' } })
  return [
    ...pinned.map(header => ({ header, pinned: true, addedBy: null, createdAt: null })),
    ...rows
      .filter(({ name }) => !pinned.includes(name))
      .map(({ name, addedBy, createdAt }) => ({
        header: name,
        pinned: false,
        addedBy,
        createdAt: createdAt.toISOString(),
      })),
  ]
}

/**
 * Allows a header for the pages of all allowed origins. It takes effect as an origin that is added does.
 * @throws Problem 401 `step_up_required`, 403, 409 (`header_exists`, `header_pinned`, `headers_full`).
 */
export async function addHeader(viewer: Viewer, { header: name }: NewHeader): Promise<HeaderJson> {
  requireHeaderRights(viewer)
  requireProof(viewer, 'header_add')
  if (listPinned().includes(name)) throw pinnedHeader(name)
  if ((await db().allowedHeader.count()) >= MAX_MORE_HEADERS) {
    const message = `At most ${MAX_MORE_HEADERS} more headers can be allowed. Remove one first.`
    throw new Problem(409, 'headers_full', message)
  }
  try {
    const [row] = await db().$transaction([
      db().allowedHeader.create({ data: { name, addedBy: viewer.uid } }),
      auditInsert({ action: 'header_add', result: 'ok', actor: viewer, target: { uid: name } }),
    ])
    await reloadOrigins()
    const createdAt = row.createdAt.toISOString()
    return { header: name, pinned: false, addedBy: row.addedBy, createdAt }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Problem(409, 'header_exists', `${name} is already allowed.`)
  }
}

/**
 * No longer allows a header. It takes effect as the removal of an origin does.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_header`, 409 `header_pinned`.
 */
export async function removeHeader(viewer: Viewer, name: string): Promise<void> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'header_remove')
  requireProof(viewer, 'header_remove')
  if (listPinned().includes(name)) throw pinnedHeader(name)
  await unlessGone(
    db().$transaction([
      db().allowedHeader.delete({ where: { name } }),
      auditInsert({ action: 'header_remove', result: 'ok', actor: viewer, target: { uid: name } }),
    ]),
    () => new Problem(404, 'unknown_header', 'This header is not on the list.'),
  )
  await reloadOrigins()
}

function listPinned(): string[] {
  return env().corsHeaders.map(name => name.toLowerCase())
}

function pinnedHeader(name: string): Problem {
  const message = `${name} is set by CORS_HEADERS. Change that setting and restart the server.`
  return new Problem(409, 'header_pinned', message)
}
