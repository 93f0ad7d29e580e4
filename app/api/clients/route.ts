import { MAX_CLIENT_BODY_BYTES, NewClient } from '#lib/clients/client-input.ts'
import { addClient, listClients, requireClientRights } from '#lib/clients/client-store.ts'
import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { created } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    return json(await listClients(viewer))
  },
  async POST(request) {
    const viewer = await requireSession(request)
    // Before the body is read: whoever may not register one is not told what is wrong with it.
    requireClientRights(viewer, 'client_add')
    const input = await readJson(request, NewClient, { limit: MAX_CLIENT_BODY_BYTES })
    const added = await addClient(viewer, input)
    return created(added, `/api/clients/${added.client_id}`)
  },
})
