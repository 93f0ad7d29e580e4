import { requireSession } from '#lib/auth/session.ts'
import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/http/route.ts'
import { OriginChanges } from '#lib/origins/schema.ts'
import { changeOrigin, removeOrigin } from '#lib/origins/store.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async PATCH(request, { params }) {
    const viewer = await requireSession(request)
    const id = Number((await params).id)
    return json(await changeOrigin(viewer, id, await readJson(request, OriginChanges)))
  },
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    await removeOrigin(viewer, Number((await params).id))
    return noContent()
  },
})
