import { requireClientRights } from '#lib/clients/client-store.ts'
import { rotateSecret, SecretRotation } from '#lib/clients/rotate-secret.ts'
import { readJson } from '#lib/http/body.ts'
import { created } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request, { params }) {
    const viewer = await requireSession(request)
    const { id = '' } = await params
    requireClientRights(viewer, 'client_change')
    const rotated = await rotateSecret(viewer, id, await readJson(request, SecretRotation))
    return created(rotated, `/api/clients/${id}`)
  },
})
