import { ClientChanges, MAX_CLIENT_BODY_BYTES } from '#lib/clients/client-input.ts'
import {
  changeClient,
  readClient,
  removeClient,
  requireClientRights,
} from '#lib/clients/client-store.ts'
import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request, { params }) {
    const viewer = await requireSession(request)
    const { id = '' } = await params
    return json(await readClient(viewer, id))
  },
  async PATCH(request, { params }) {
    const viewer = await requireSession(request)
    const { id = '' } = await params
    requireClientRights(viewer, 'client_change')
    const changes = await readJson(request, ClientChanges, { limit: MAX_CLIENT_BODY_BYTES })
    return json(await changeClient(viewer, id, changes))
  },
  async DELETE(request, { params }) {
    const viewer = await requireSession(request)
    const { id = '' } = await params
    await removeClient(viewer, id)
    return noContent()
  },
})
