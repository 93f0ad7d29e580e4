import { denyAccess } from '#lib/audit/deny-access.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db, isUniqueViolation } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
import { env } from '#lib/env/env.ts'
import { isRowId } from '#lib/http/list-id.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { reloadOrigins } from '#lib/origins/follow-origins.ts'
import { isClientOrigin } from './client-origin.ts'
import type { NewReturnAddress, ReturnAddressJson } from './return-address-json.ts'

/** How many return addresses can be added, of all origins together. */
export const MAX_RETURN_ADDRESSES = 500

type Row = { id: number; address: string; addedBy: string; createdAt: Date }

/** @throws Problem 403 if the viewer is not an administrator. */
export function requireReturnAddressRights(viewer: Viewer): void {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'return_address_add')
}

/**
 * Lists the return addresses: those of RETURN_ADDRESSES first, then the others in the order in which they were added.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function listReturnAddresses(viewer: Viewer): Promise<ReturnAddressJson[]> {
  requireReturnAddressRights(viewer)
  const pinned = env().returnAddresses
  const rows = await db().returnAddress.findMany({ orderBy: { id: 'asc' } })
  return [
    ...pinned.map(toPinnedJson),
    ...rows.filter(({ address }) => !pinned.includes(address)).map(toReturnAddressJson),
  ]
}

/**
 * Allows a return address, which lies on an origin that is allowed. It counts at once, everywhere.
 * @throws Problem 400 if its origin is not allowed, 401 `step_up_required`, 403, 409 (`return_address_exists`,
 *   `return_address_pinned`, `return_addresses_full`).
 */
export async function addReturnAddress(
  viewer: Viewer,
  { address }: NewReturnAddress,
): Promise<ReturnAddressJson> {
  requireReturnAddressRights(viewer)
  requireProof(viewer, 'return_address_add')
  if (env().returnAddresses.includes(address)) throw pinnedReturnAddress(address)
  const { origin } = new URL(address)
  // Another process may have allowed the origin a moment ago.
  await reloadOrigins()
  if (!isClientOrigin(origin)) {
    const message = `The address lies on ${origin}, which is not an allowed origin. Allow the origin first.`
    throw invalidInput([{ path: 'address', message }])
  }
  if ((await db().returnAddress.count()) >= MAX_RETURN_ADDRESSES) {
    const message = `At most ${MAX_RETURN_ADDRESSES} return addresses can be added. Remove one first.`
    throw new Problem(409, 'return_addresses_full', message)
  }
  try {
    const [row] = await db().$transaction([
      db().returnAddress.create({ data: { address, addedBy: viewer.uid } }),
      auditInsert({
        action: 'return_address_add',
        result: 'ok',
        actor: viewer,
        target: { uid: address },
      }),
    ])
    return toReturnAddressJson(row)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Problem(409, 'return_address_exists', `${address} is already on the list.`)
  }
}

/**
 * No longer allows a return address, at once.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_return_address`, 409 `return_address_pinned`.
 */
export async function removeReturnAddress(viewer: Viewer, id: number): Promise<void> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'return_address_remove')
  requireProof(viewer, 'return_address_remove')
  const pinned = env().returnAddresses[-1 - id]
  if (pinned !== undefined) throw pinnedReturnAddress(pinned)
  const row = isRowId(id) ? await db().returnAddress.findUnique({ where: { id } }) : null
  if (!row) throw unknownReturnAddress()
  await unlessGone(
    db().$transaction([
      db().returnAddress.delete({ where: { id } }),
      auditInsert({
        action: 'return_address_remove',
        result: 'ok',
        actor: viewer,
        target: { uid: row.address },
      }),
    ]),
    unknownReturnAddress,
  )
}

function toReturnAddressJson({ id, address, addedBy, createdAt }: Row): ReturnAddressJson {
  const { origin } = new URL(address)
  return {
    id,
    address,
    origin,
    allowed: isClientOrigin(origin),
    pinned: false,
    addedBy,
    createdAt: createdAt.toISOString(),
  }
}

function toPinnedJson(address: string, index: number): ReturnAddressJson {
  const { origin } = new URL(address)
  return {
    id: -1 - index,
    address,
    origin,
    allowed: isClientOrigin(origin),
    pinned: true,
    addedBy: null,
    createdAt: null,
  }
}

function unknownReturnAddress(): Problem {
  const message = 'There is no such return address on the list.'
  return new Problem(404, 'unknown_return_address', message)
}

function pinnedReturnAddress(address: string): Problem {
  const message = `${address} is set by RETURN_ADDRESSES. Change that setting and restart the server.`
  return new Problem(409, 'return_address_pinned', message)
}
