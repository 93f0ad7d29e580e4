import { z } from 'zod'
import { findClient } from '#lib/clients/find-client.ts'
import { Problem } from '#lib/http/problem.ts'

export const ClientMetadataQuery = z.object({
  client_id: z.string().describe('The origin of the page.'),
})

/** What the browser shows of the page before somebody signs in there: we know of no terms of its own (FedCM §3.4). */
export const ClientMetadataJson = z
  .strictObject({})
  .meta({ id: 'FedcmClientMetadata', description: 'What the browser shows of the page.' })

/** Says whether pages of the origin `id` sign people in here. @throws Problem 404 `unknown_client` if not. */
export async function requireFedcmClient(id: string): Promise<void> {
  const client = await findClient(id)
  if (client?.kind === 'origin') return
  throw new Problem(404, 'unknown_client', 'Pages of this origin sign nobody in here.')
}
