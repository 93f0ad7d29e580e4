import { denyAccess } from '#lib/audit/deny-access.ts'
import { env } from '#lib/env/env.ts'
import { readJson, readQuery } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { makeEtag } from '#lib/http/etag.ts'
import { json } from '#lib/http/json.ts'
import { created, noContent, page } from '#lib/http/reply.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { toOwnUserJson, toUserJson } from '#lib/identity/user-json.ts'
import { route } from '#lib/server/route.ts'
import { findSession, requireSession } from '#lib/sessions/session.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import { listUsers } from '#lib/users/list.ts'
import { readNewUser } from '#lib/users/new-user-body.ts'
import { NamedUserChanges, UserQuery, UserReference } from '#lib/users/schema.ts'
import { askForAccount } from '#lib/users/sign-up/ask-account.ts'
import { createUser } from '#lib/users/store.ts'
import { readTarget } from '#lib/users/target.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    return page(request, await listUsers(viewer, readQuery(request, UserQuery)))
  },
  async POST(request) {
    const { viewer } = await findSession(request.headers, request)
    const { input, ignored } = await readNewUser(request, viewer)
    const address = readClientAddress(request.headers)
    const more = ignored.length > 0 ? { ignored } : {}
    if (!isAdmin(viewer) && env().signupVerify) {
      await askForAccount(viewer, input, address)
      const message = `A mail to ${input.email} is on its way. It opens the account.`
      return json({ message, ...more }, { status: 202 })
    }
    const user = await createUser(viewer, input, address)
    const shown = viewer ? toUserJson(viewer, user, env()) : toOwnUserJson(user, env())
    return created({ ...shown, ...more }, `/api/users/${encodeURIComponent(user.uid)}`)
  },
  async PUT(request) {
    const viewer = await requireSession(request)
    const { target, changes } = await readTarget(viewer, await readJson(request, NamedUserChanges))
    const user = await updateUser(viewer, target, changes, request.headers.get('if-match'))
    return json(toUserJson(viewer, user, env()), { headers: { ETag: makeEtag(user) } })
  },
  async DELETE(request) {
    const viewer = await requireSession(request)
    if (!isAdmin(viewer)) throw denyAccess(viewer, 'user_delete')
    const { uid } = await readJson(request, UserReference)
    await deleteUser(viewer, { uid }, request.headers.get('if-match'))
    return noContent()
  },
})
