import { z } from 'zod'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { SessionRow } from '#lib/db/read-session.ts'
import { env } from '#lib/env/env.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { makeAvatarPath } from '#lib/identity/user-json.ts'
import { findSessionRow, makeTokenMissing } from '#lib/sessions/find-session-row.ts'
import { makeInsufficientScope } from '#lib/sessions/session.ts'

/** What a client is told of the person who signed in, by what it may ask for (OpenID Connect Core §5.1, §5.4). */
export const UserinfoJson = z
  .strictObject({
    sub: z.string().describe('The person, the same for every client.'),
    name: z.string().exactOptional().describe('With `profile`, as the next four.'),
    preferred_username: z.string().exactOptional().describe('The user ID.'),
    picture: z.url().exactOptional(),
    birthdate: z.iso.date().exactOptional(),
    updated_at: z.int().exactOptional().describe('In seconds since 1970.'),
    email: z.string().exactOptional().describe('With `email`.'),
    email_verified: z.boolean().exactOptional(),
  })
  .meta({ id: 'Userinfo', description: 'Who signed in (OpenID Connect Core §5.3.2).' })
type UserinfoJson = z.output<typeof UserinfoJson>

/**
 * What the access token of a request lets its client know.
 * @throws Problem 401 as `requireSession` does, 403 `insufficient_scope` without `openid`. A cookie counts as none:
 *   it has no scope.
 */
export async function readUserinfo(request: Request): Promise<UserinfoJson> {
  if (!request.headers.has('authorization')) throw makeTokenMissing()
  const found = await findSessionRow(request.headers, request)
  if ('problem' in found) throw found.problem
  const { row } = found
  noteUser({ id: row.userId, uid: row.uid })
  const scopes = found.scope.split(' ')
  if (!scopes.includes('openid')) throw makeInsufficientScope(found, 'openid')
  return {
    sub: String(row.userId),
    ...(scopes.includes('profile') && (await describeProfile(row))),
    ...(scopes.includes('email') && describeEmail(row)),
  }
}

async function describeProfile(row: SessionRow): Promise<Omit<UserinfoJson, 'sub'>> {
  const user = await awaitInTime(
    db().user.findUnique({ where: { id: row.userId }, select: { updatedAt: true } }),
  )
  const path = makeAvatarPath(row)
  return {
    name: row.name,
    preferred_username: row.uid,
    ...(path !== null && { picture: `${env().publicUrl.origin}${path}` }),
    ...(row.dob !== null && { birthdate: row.dob }),
    ...(user && { updated_at: Math.floor(+user.updatedAt / 1000) }),
  }
}

function describeEmail(row: SessionRow): Pick<UserinfoJson, 'email' | 'email_verified'> {
  const { email, verifiedEmailKey } = row
  return email === null ? {} : { email, email_verified: verifiedEmailKey !== null }
}
