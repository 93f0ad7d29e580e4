import { env } from '#lib/env/env.ts'
import { makeEtag } from '#lib/http/etag.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { removeAvatar, setAvatar } from '#lib/users/avatars/avatar.ts'
import { readAvatar } from '#lib/users/avatars/body.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async PUT(request) {
    const viewer = await requireSession(request)
    const user = await setAvatar(viewer, viewer, () => readAvatar(request))
    return json(toUserJson(viewer, user, env()), { headers: { ETag: makeEtag(user) } })
  },
  async DELETE(request) {
    const viewer = await requireSession(request)
    await removeAvatar(viewer, viewer)
    return noContent()
  },
})
