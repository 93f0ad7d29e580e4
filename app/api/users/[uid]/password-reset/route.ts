import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { createPasswordReset } from '#lib/users/password-reset.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request, { params }) {
    const viewer = await requireSession(request)
    const link = await createPasswordReset(viewer, { uid: (await params).uid ?? '' })
    return json(link, { status: 201 })
  },
})
