import { requireSession } from '#lib/auth/session.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/http/route.ts'
import { removeAvatar, setAvatar } from '#lib/users/avatar.ts'
import { readPicture } from '#lib/users/avatar-body.ts'
import { etagOf } from '#lib/users/etag.ts'
import { userJson } from '#lib/users/user-json.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async PUT(request) {
    const viewer = await requireSession(request)
    const user = await setAvatar(viewer, viewer, () => readPicture(request))
    return json(userJson(viewer, user), { headers: { ETag: etagOf(user) } })
  },
  async DELETE(request) {
    const viewer = await requireSession(request)
    await removeAvatar(viewer, viewer)
    return noContent()
  },
})
