import { requireSession } from '#lib/auth/session.ts'
import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/http/route.ts'
import { findPicture, removeAvatar, setAvatar } from '#lib/users/avatar.ts'
import { readPicture } from '#lib/users/avatar-body.ts'
import { PictureQuery, pictureReply } from '#lib/users/avatar-reply.ts'
import { etagOf } from '#lib/users/etag.ts'
import { userJson } from '#lib/users/user-json.ts'

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
