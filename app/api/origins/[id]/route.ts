import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { OriginChanges } from '#lib/origins/schema.ts'
import { changeOrigin, readOrigin, removeOrigin } from '#lib/origins/store.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request, { params }) {
    const viewer = await requireSession(request)
    return json(await readOrigin(viewer, idOf(await params)))
  },
  async PATCH(request, { params }) {
    const viewer = await requireSession(request)
    const id = idOf(await params)
    return json(await changeOrigin(viewer, id, await readJson(request, OriginChanges)))
  },
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    await removeOrigin(viewer, idOf(await params))
    return noContent()
  },
})

/** Accepts an id only as the list spells it: `01`, `1e0` and `0x1` are not ids. */
function idOf({ id = '' }: Record<string, string | string[] | undefined>): number {
  return /^-?[1-9]\d*$/.test(String(id)) ? Number(id) : Number.NaN
}
