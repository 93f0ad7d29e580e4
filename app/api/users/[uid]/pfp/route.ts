import { readQuery } from '#lib/http/body.ts'
import { etagOf } from '#lib/http/etag.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { userJson } from '#lib/identity/user-json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { findPicture, removeAvatar, setAvatar } from '#lib/users/avatars/avatar.ts'
import { readPicture } from '#lib/users/avatars/body.ts'
import { PictureQuery, pictureReply } from '#lib/users/avatars/reply.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request, { params }) {
    const { size, v } = readQuery(request, PictureQuery)
    return pictureReply(request, await findPicture((await params).uid ?? '', size, v))
  },
  async PUT(request, { params }) {
    const viewer = await requireSession(request)
    const target = { uid: (await params).uid ?? '' }
    const user = await setAvatar(viewer, target, () => readPicture(request))
    return json(userJson(viewer, user), { headers: { ETag: etagOf(user) } })
  },
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    await removeAvatar(viewer, { uid: (await params).uid ?? '' })
    return noContent()
  },
})
