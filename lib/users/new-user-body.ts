import { z } from 'zod'
import { env } from '#lib/env/env.ts'
import { parseInput, readJson } from '#lib/http/body.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { UserJson } from '#lib/identity/user-json.ts'
import type { Asker } from '#lib/identity/viewer.ts'
import { NewUser } from './schema.ts'

/** How many ignored fields are named. */
const MAX_IGNORED = 20

/** The answer to a creation: the user, and which fields of the body were ignored, if any. */
export const CreatedUserJson = UserJson.extend({
  ignored: z
    .array(z.string())
    .exactOptional()
    .describe('The fields of the body that were ignored; at most 20 are named.'),
}).meta({
  id: 'CreatedUser',
  description: 'A new user, and which fields of the body were ignored.',
})

/** The answer to a sign-up that a mail has to finish. */
export const AskedAccountJson = z
  .strictObject({ message: z.string(), ignored: CreatedUserJson.shape.ignored })
  .meta({ id: 'AskedAccount', description: 'A mail opens the account.' })

/**
 * Reads the body of a creation, and says which of its fields are ignored. At a sign-up these include a `role` that is
 * none of ROLES: the sign-up pages of the Flask backend send their own, such as `student`.
 * @throws Problem 400, 413, 415 as {@link readJson} does.
 */
export async function readNewUser(
  request: Request,
  viewer: Asker | null,
): Promise<{ input: NewUser; ignored: string[] }> {
  const { role, ...body } = await readJson(request, z.looseObject({ role: z.unknown().optional() }))
  const ignored = Object.keys(body).filter(name => !Object.hasOwn(NewUser.shape, name))
  const ignoresRole = !isAdmin(viewer) && typeof role === 'string' && !isRoleName(role)
  if (ignoresRole) ignored.unshift('role')
  const input = parseInput(NewUser, ignoresRole || role === undefined ? body : { ...body, role })
  return { input, ignored: ignored.slice(0, MAX_IGNORED).map(name => name.slice(0, 64)) }
}

/** Whether `text` names a role of ROLES in any case: who asks for `admin` means `Admin`, and is refused. */
function isRoleName(text: string): boolean {
  const name = text.trim().toLowerCase()
  return env().roles.some(role => role.toLowerCase() === name)
}
