import { env } from '#lib/env/env.ts'
import { readJson } from '#lib/http/body.ts'
import { hashToEtag, makeEtag } from '#lib/http/etag.ts'
import { json } from '#lib/http/json.ts'
import { addReplyHeader, noContent } from '#lib/http/reply.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { route } from '#lib/server/route.ts'
import { makeExpiredCookie } from '#lib/sessions/cookie.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import { UserChanges } from '#lib/users/schema.ts'
import { readUser } from '#lib/users/store.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request, { params }) {
    const viewer = await requireSession(request)
    const user = await readUser(viewer, { uid: (await params).uid ?? '' })
    const shown = toUserJson(viewer, user, env())
    // The version changes with what members do not see, too.
    const etag = shown.access[0] === 'rw' ? makeEtag(user) : hashToEtag(shown)
    return json(shown, { headers: { ETag: etag } })
  },
  async PATCH(request, { params }) {
    const viewer = await requireSession(request)
    const target = { uid: (await params).uid ?? '' }
    const changes = await readJson(request, UserChanges)
    const user = await updateUser(viewer, target, changes, request.headers.get('if-match'))
    return json(toUserJson(viewer, user, env()), { headers: { ETag: makeEtag(user) } })
  },
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    const target = { uid: (await params).uid ?? '' }
    await deleteUser(viewer, target, request.headers.get('if-match'))
    if (foldUid(target.uid) === foldUid(viewer.uid)) {
      addReplyHeader(request, 'Set-Cookie', makeExpiredCookie())
    }
    return noContent()
  },
})
