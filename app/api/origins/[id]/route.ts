import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { readListId } from '#lib/http/list-id.ts'
import { noContent } from '#lib/http/reply.ts'
import { OriginChanges } from '#lib/origins/schema.ts'
import { changeOrigin, readOrigin, removeOrigin } from '#lib/origins/store.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request, { params }) {
    const viewer = await requireSession(request)
    return json(await readOrigin(viewer, readListId(await params)))
  },
  async PATCH(request, { params }) {
    const viewer = await requireSession(request)
    const id = readListId(await params)
    return json(await changeOrigin(viewer, id, await readJson(request, OriginChanges)))
  },
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    await removeOrigin(viewer, readListId(await params))
    return noContent()
  },
})
