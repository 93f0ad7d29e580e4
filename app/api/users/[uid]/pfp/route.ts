import { env } from '#lib/env/env.ts'
import { readQuery } from '#lib/http/body.ts'
import { makeEtag } from '#lib/http/etag.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { route } from '#lib/server/route.ts'
import { findSession, requireSession } from '#lib/sessions/session.ts'
import { findAvatar, findAvatarByKey, removeAvatar, setAvatar } from '#lib/users/avatars/avatar.ts'
import { readAvatar } from '#lib/users/avatars/body.ts'
import { AvatarQuery, makeAvatarReply } from '#lib/users/avatars/reply.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request, { params }) {
    const { size, v } = readQuery(request, AvatarQuery)
    const { uid = '' } = await params
    const named = v ? await findAvatarByKey(uid, v, size) : null
    if (named) return makeAvatarReply(request, named)
    const { viewer } = await findSession(request.headers, request)
    return makeAvatarReply(request, await findAvatar(viewer, uid, size))
  },
  async PUT(request, { params }) {
    const viewer = await requireSession(request)
    const target = { uid: (await params).uid ?? '' }
    const user = await setAvatar(viewer, target, () => readAvatar(request))
    return json(toUserJson(viewer, user, env()), { headers: { ETag: makeEtag(user) } })
  },
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    await removeAvatar(viewer, { uid: (await params).uid ?? '' })
    return noContent()
  },
})
