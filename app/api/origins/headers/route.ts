import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { created } from '#lib/http/reply.ts'
import { addHeader, listHeaders, NewHeader, requireHeaderRights } from '#lib/origins/headers.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    return json(await listHeaders(viewer))
  },
  async POST(request) {
    const viewer = await requireSession(request)
    // Before the body is read: whoever may not allow one is not told what is wrong with it.
    requireHeaderRights(viewer)
    const added = await addHeader(viewer, await readJson(request, NewHeader))
    return created(added, `/api/origins/headers/${added.header}`)
  },
})
