import { auditInsert, recordEvent } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { readGrantedScopes } from './authorization-request.ts'
import { findFlow } from './flow.ts'
import { addAnswer } from './flow-marks.ts'

/**
 * Takes the viewer's answer to the request at `next`. A client that asks once is remembered, with all that it was ever
 * allowed; any other is asked again each time.
 * @returns where to go on.
 */
export async function answerConsent(
  viewer: Viewer,
  next: string,
  answer: 'allowed' | 'refused',
): Promise<string> {
  const flow = await findFlow(next)
  if (!flow) return next
  const { target, parameters } = flow
  const { client } = target
  const scopes = readGrantedScopes(parameters.values.scope, client)
  const event = {
    action: 'consent_give',
    actor: viewer,
    target: { uid: client.id },
    detail: { scope: scopes.join(' ') },
  } as const
  if (answer === 'refused') {
    await recordEvent({ ...event, result: 'refused' })
  } else if (client.consent === 'once') {
    await saveConsent(viewer.id, client.id, scopes, auditInsert({ ...event, result: 'ok' }))
  } else {
    await recordEvent({ ...event, result: 'ok' })
  }
  return addAnswer(next, answer, parameters, viewer)
}

async function saveConsent(
  userId: number,
  clientId: string,
  scopes: readonly string[],
  event: ReturnType<typeof auditInsert>,
): Promise<void> {
  const where = { userId_clientId: { userId, clientId } }
  const given = await awaitInTime(db().consent.findUnique({ where, select: { scope: true } }))
  const before = given?.scope.split(' ').filter(scope => scope !== '') ?? []
  const scope = [...new Set([...before, ...scopes])].join(' ')
  await awaitInTime(
    db().$transaction([
      db().consent.upsert({
        where,
        create: { userId, clientId, scope, createdAt: new Date() },
        update: { scope },
        select: { userId: true },
      }),
      event,
    ]),
  )
}
