import { z } from 'zod'
import { listApps } from '#lib/clients/apps.ts'
import { env } from '#lib/env/env.ts'
import { makeAvatarPath } from '#lib/identity/user-json.ts'
import type { Viewer } from '#lib/identity/viewer.ts'

const AccountJson = z.strictObject({
  id: z.string().describe('The `sub` of its tokens.'),
  name: z.string(),
  username: z.string().describe('The user ID.'),
  email: z.string().exactOptional(),
  picture: z.url().exactOptional(),
  login_hints: z.array(z.string()).describe('What a page may mean this account by.'),
  approved_clients: z
    .array(z.string())
    .describe(
      'The origins where this user is signed in: the browser need not explain FedCM there.',
    ),
})

/** Who can be chosen in this browser (FedCM §3.3): the one who is signed in. */
export const AccountsJson = z
  .strictObject({ accounts: z.array(AccountJson) })
  .meta({ id: 'FedcmAccounts', description: 'Who is signed in in this browser (FedCM §3.3).' })
type AccountsJson = z.output<typeof AccountsJson>

/** The id by which the browser and this server mean the account of `viewer`. */
export function makeAccountId({ id }: Pick<Viewer, 'id'>): string {
  return String(id)
}

/** Lists the accounts of a browser in which `viewer` is signed in. */
export async function listAccounts(viewer: Viewer): Promise<AccountsJson> {
  const { uid, name, email } = viewer
  const apps = await listApps(viewer)
  const path = makeAvatarPath(viewer)
  const account = {
    id: makeAccountId(viewer),
    name,
    username: uid,
    ...(email !== null && { email }),
    ...(path !== null && { picture: env().publicUrl.origin + path }),
    login_hints: email === null ? [uid] : [uid, email],
    approved_clients: apps.filter(({ kind }) => kind === 'origin').map(app => app.client_id),
  }
  return { accounts: [account] }
}

/** Whether a page means `viewer` by `hint`. */
export function isHintOf({ id, uid, email }: Viewer, hint: string): boolean {
  return hint === makeAccountId({ id }) || hint === uid || hint === email
}
