import { z } from 'zod'
import { auditInsert } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makeSecret } from '#lib/tickets/secret.ts'
import { type ClientWithSecretJson, toClientJson } from './client-json.ts'
import { usesSecret } from './client-rows.ts'
import { makeSecretRow } from './client-secret.ts'
import { clientEvent, requireClientRights } from './client-store.ts'
import { findClientRow, unknownClient } from './find-client-row.ts'

const DEFAULT_OVERLAP_SECONDS = 24 * 3600
const MAX_OVERLAP_SECONDS = 30 * 24 * 3600

const OVERLAP = `overlapSeconds must be a whole number from 0 to ${MAX_OVERLAP_SECONDS}.`

/** How to replace a secret. */
export const SecretRotation = z
  .object({
    overlapSeconds: z
      .int(OVERLAP)
      .min(0, OVERLAP)
      .max(MAX_OVERLAP_SECONDS, OVERLAP)
      .default(DEFAULT_OVERLAP_SECONDS)
      .describe('For how long the old secret is good beside the new one; 0 after it was stolen.'),
  })
  .meta({ id: 'SecretRotation' })
export type SecretRotation = z.output<typeof SecretRotation>

/**
 * Gives a client a new secret, which nobody can read again. The one before stays good for `overlapSeconds`, so that the
 * application can be set up anew without a gap; one that was replaced before that ends now.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_client`, 409 `client_without_secret`.
 */
export async function rotateSecret(
  viewer: Viewer,
  id: string,
  { overlapSeconds }: SecretRotation,
): Promise<ClientWithSecretJson> {
  requireClientRights(viewer, 'client_change')
  requireProof(viewer, 'client_change')
  const { authMethod } = await findClientRow(id)
  if (!usesSecret(authMethod)) {
    const message = `This application has no secret: it authenticates by ${authMethod}.`
    throw new Problem(409, 'client_without_secret', message)
  }
  const secret = makeSecret()
  const now = new Date()
  const written = db().$transaction([
    db().client.update({ where: { id }, data: { updatedAt: now }, select: { id: true } }),
    db().clientSecret.deleteMany({ where: { clientId: id, expiresAt: { not: null } } }),
    db().clientSecret.updateMany({
      where: { clientId: id },
      data: { expiresAt: new Date(+now + overlapSeconds * 1000) },
    }),
    db().clientSecret.create({ data: { ...makeSecretRow(secret, now), clientId: id } }),
    auditInsert(clientEvent('client_change', viewer, id, { fields: 'secret', overlapSeconds })),
  ])
  await unlessGone(written, unknownClient)
  return { ...toClientJson(await findClientRow(id)), client_secret: secret }
}
