import { denyAccess } from '#lib/audit/deny-access.ts'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { ensureSigningKey } from '#lib/sessions/keys/rotation.ts'
import { makeSecret } from '#lib/tickets/secret.ts'
import { clientAccessEnd } from './client-end.ts'
import type { ClientChanges, NewClient } from './client-input.ts'
import {
  CLIENT_INCLUDE,
  type ClientJson,
  type ClientWithSecretJson,
  toClientJson,
} from './client-json.ts'
import {
  findChangedColumns,
  makeClientColumns,
  makeClientId,
  mergeClientSettings,
  usesSecret,
} from './client-rows.ts'
import { makeSecretRow } from './client-secret.ts'
import { findClientRow, unknownClient } from './find-client-row.ts'
import { renderLogo } from './logo.ts'

/** How many applications can be registered. */
export const MAX_CLIENTS = 200

/** @throws Problem 403 if the viewer is not an administrator. */
export function requireClientRights(viewer: Viewer, action: AuditEvent['action']): void {
  if (!isAdmin(viewer)) throw denyAccess(viewer, action)
}

/** Lists the registered clients by name. @throws Problem 403 if the viewer is not an administrator. */
export async function listClients(viewer: Viewer): Promise<ClientJson[]> {
  requireClientRights(viewer, 'client_change')
  const rows = await db().client.findMany({ include: CLIENT_INCLUDE })
  const clients = rows.map(row => toClientJson(row))
  return clients.toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.client_id.localeCompare(b.client_id),
  )
}

/** Reads one registered client. @throws Problem 403, 404 `unknown_client`. */
export async function readClient(viewer: Viewer, id: string): Promise<ClientJson> {
  requireClientRights(viewer, 'client_change')
  return toClientJson(await findClientRow(id))
}

/**
 * Registers a client. One that authenticates by a secret is given it now, and nobody can read it again.
 * @throws Problem 400 for what does not go together, 401 `step_up_required`, 403, 409 `clients_full`.
 */
export async function addClient(viewer: Viewer, input: NewClient): Promise<ClientWithSecretJson> {
  requireClientRights(viewer, 'client_add')
  requireProof(viewer, 'client_add')
  const authMethod = input.authMethod ?? (input.kind === 'public' ? 'none' : 'client_secret_basic')
  const columns = await makeClientColumns({ ...input, authMethod })
  await publishKey(columns)
  const logo = input.logo === null ? null : await renderLogo(input.logo)
  if ((await db().client.count()) >= MAX_CLIENTS) {
    const message = `At most ${MAX_CLIENTS} applications can be registered. Remove one first.`
    throw new Problem(409, 'clients_full', message)
  }
  const id = makeClientId()
  const secret = usesSecret(authMethod) ? makeSecret() : null
  const [row] = await db().$transaction([
    db().client.create({
      data: {
        ...columns,
        id,
        logo,
        addedBy: viewer.uid,
        ...(secret && { secrets: { create: makeSecretRow(secret) } }),
      },
      include: CLIENT_INCLUDE,
    }),
    auditInsert(clientEvent('client_add', viewer, id, { kind: input.kind })),
  ])
  return secret ? { ...toClientJson(row), client_secret: secret } : toClientJson(row)
}

/**
 * Changes a client. One that is disabled loses its sessions, codes and pushed requests at once. One that is to
 * authenticate by a secret from now on is given it.
 * @throws Problem 400 for what does not go together, 401 `step_up_required`, 403, 404 `unknown_client`.
 */
export async function changeClient(
  viewer: Viewer,
  id: string,
  changes: ClientChanges,
): Promise<ClientWithSecretJson> {
  requireClientRights(viewer, 'client_change')
  requireProof(viewer, 'client_change')
  const before = await findClientRow(id)
  const columns = await makeClientColumns(mergeClientSettings(before, changes))
  await publishKey(columns)
  if (changes.logo != null) columns.logo = await renderLogo(changes.logo)
  const { data, fields } = findChangedColumns(before, columns)
  if (fields.length === 0) return toClientJson(before)
  const keepsSecrets = usesSecret(columns.authMethod)
  const secret = keepsSecrets && toClientJson(before).secrets.length === 0 ? makeSecret() : null
  const detail = {
    fields: [...fields, ...(secret ? ['secret'] : [])].join(' '),
    ...(data.enabled !== undefined && { enabled: columns.enabled }),
  }
  await unlessGone(
    db().$transaction([
      db().client.update({ where: { id }, data, select: { id: true } }),
      ...(keepsSecrets ? [] : [db().clientSecret.deleteMany({ where: { clientId: id } })]),
      ...(secret
        ? [db().clientSecret.create({ data: { ...makeSecretRow(secret), clientId: id } })]
        : []),
      ...(data.enabled === false ? clientAccessEnd(id) : []),
      auditInsert(clientEvent('client_change', viewer, id, detail)),
    ]),
    unknownClient,
  )
  const after = toClientJson(await findClientRow(id))
  return secret ? { ...after, client_secret: secret } : after
}

/**
 * Removes a client with everything that it was given: sessions, codes, pushed requests, and what people have allowed it.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_client`.
 */
export async function removeClient(viewer: Viewer, id: string): Promise<void> {
  requireClientRights(viewer, 'client_remove')
  requireProof(viewer, 'client_remove')
  await unlessGone(
    db().$transaction([
      db().client.delete({ where: { id }, select: { id: true } }),
      db().consent.deleteMany({ where: { clientId: id } }),
      db().returnRefusal.deleteMany({ where: { clientId: id } }),
      ...clientAccessEnd(id),
      auditInsert(clientEvent('client_remove', viewer, id)),
    ]),
    unknownClient,
  )
}

export function clientEvent(
  action: AuditEvent['action'],
  actor: Viewer,
  id: string,
  detail: AuditEvent['detail'] = {},
): AuditEvent {
  return { action, result: 'ok', actor, target: { uid: id }, detail }
}

/** Makes the key that its ID tokens are signed by, so that nobody who has read the keys before must read them again. */
async function publishKey({ idTokenAlg }: { idTokenAlg: string }): Promise<void> {
  if (idTokenAlg === 'RS256') await ensureSigningKey('RS256')
}
