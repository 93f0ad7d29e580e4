import { z } from 'zod'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { nameOrigin } from './client.ts'
import { clientAccessEnd } from './client-end.ts'

/** A client that has access to somebody's account, as they see it. */
export const AppJson = z
  .strictObject({
    client_id: z.string(),
    kind: z
      .enum(['origin', 'application'])
      .describe('Pages of an allowed origin, or a registered application.'),
    name: z.string(),
    logo: z.string().nullable(),
    scopes: z.array(z.string()).describe('What it is told, or may ask for again.'),
    since: z.iso.datetime().describe('When it was allowed, or when its first session began.'),
    lastUsed: z.iso
      .datetime()
      .nullable()
      .describe('When its sessions were last used; null if it has none.'),
    sessions: z.int().describe('How many sessions it has that are still valid.'),
  })
  .meta({ id: 'App', description: 'A site or an application that has access to your account.' })
export type AppJson = z.output<typeof AppJson>

/** What is known of the access of one client. */
type Access = { scopes: Set<string>; since: Date; lastUsed: Date | null; sessions: number }

/** Lists the clients that have access to the viewer's account: those that they allowed, and those with a valid session. */
export async function listApps(viewer: Viewer): Promise<AppJson[]> {
  const [consents, sessions] = await Promise.all([
    db().consent.findMany({
      where: { userId: viewer.id },
      select: { clientId: true, scope: true, createdAt: true },
    }),
    db().session.findMany({
      where: {
        userId: viewer.id,
        clientId: { not: '' },
        revokedAt: null,
        expiresAt: { gt: new Date() },
      },
      select: { clientId: true, scope: true, createdAt: true, lastSeenAt: true },
    }),
  ])
  const found = new Map<string, Access>()
  for (const { clientId, scope, createdAt } of consents) {
    found.set(clientId, {
      scopes: new Set(splitScope(scope)),
      since: createdAt,
      lastUsed: null,
      sessions: 0,
    })
  }
  for (const { clientId, scope, createdAt, lastSeenAt } of sessions) {
    const known = found.get(clientId)
    found.set(clientId, {
      scopes: new Set([...(known?.scopes ?? []), ...splitScope(scope)]),
      since: known && known.since < createdAt ? known.since : createdAt,
      lastUsed: known?.lastUsed && known.lastUsed > lastSeenAt ? known.lastUsed : lastSeenAt,
      sessions: (known?.sessions ?? 0) + 1,
    })
  }
  return describeApps(found)
}

/**
 * Takes the access to the viewer's account from a client: ends its sessions and codes, and forgets that it was allowed.
 * @throws Problem 404 `unknown_client` if it has no access.
 */
export async function withdrawAccess(viewer: Viewer, clientId: string): Promise<void> {
  const known = (await listApps(viewer)).find(({ client_id }) => client_id === clientId)
  if (!known) {
    throw new Problem(404, 'unknown_client', 'No such application has access to your account.')
  }
  await db().$transaction([
    db().consent.deleteMany({ where: { userId: viewer.id, clientId } }),
    ...clientAccessEnd(clientId, viewer.id),
    auditInsert({
      action: 'consent_withdraw',
      result: 'ok',
      actor: viewer,
      target: { uid: clientId },
      detail: { scope: known.scopes.join(' ') },
    }),
  ])
}

async function describeApps(found: ReadonlyMap<string, Access>): Promise<AppJson[]> {
  const rows = await db().client.findMany({
    where: { id: { in: [...found.keys()] } },
    select: { id: true, name: true, logo: true },
  })
  const registered = new Map(rows.map(row => [row.id, row]))
  return [...found]
    .map(([id, { scopes, since, lastUsed, sessions }]): AppJson => {
      const client = registered.get(id)
      return {
        client_id: id,
        kind: client ? 'application' : 'origin',
        name: client?.name ?? nameOrigin(id),
        logo: client?.logo ?? null,
        scopes: [...scopes],
        since: since.toISOString(),
        lastUsed: lastUsed?.toISOString() ?? null,
        sessions,
      }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.client_id < b.client_id ? -1 : 1))
}

function splitScope(scope: string): string[] {
  return scope.split(' ').filter(Boolean)
}
