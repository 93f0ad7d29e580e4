import { z } from 'zod'
import { withdrawAccess } from '#lib/clients/apps.ts'
import { json } from '#lib/http/json.ts'
import { Problem } from '#lib/http/problem.ts'
import { isHintOf, makeAccountId } from './accounts.ts'
import { answerFedcmError } from './fedcm-error.ts'
import { findOnly, readAsking } from './read-asking.ts'

/** From which account a page was disconnected (FedCM §3.6). */
export const DisconnectedJson = z
  .strictObject({ account_id: z.string() })
  .meta({ id: 'FedcmDisconnected', description: 'From which account (FedCM §3.6).' })

/**
 * Takes the access to the account of who is signed in from the page that asks, as they do it on `/account`: its sessions
 * end.
 * @throws Problem as `readAsking` does.
 */
export async function disconnectPage(request: Request): Promise<Response> {
  const asking = await readAsking(request)
  if (asking instanceof Response) return asking
  const { client, viewer, form } = asking
  if (!isHintOf(viewer, findOnly(form, 'account_hint') ?? '')) {
    const description = 'account_hint names nobody who is signed in.'
    return answerFedcmError({ error: 'access_denied', description })
  }
  await withdrawAccess(viewer, client.id).catch(ignoreNoAccess)
  return json({ account_id: makeAccountId(viewer) })
}

/** A page that has no session has nothing left to lose. */
function ignoreNoAccess(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'unknown_client') throw error
}
