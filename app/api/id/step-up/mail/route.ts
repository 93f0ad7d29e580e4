import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { askAgainBy } from '#lib/sign-in/prove-again.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const viewer = await requireSession(request)
    await askAgainBy(viewer, 'mail-code')
    return json({ message: 'The code is on its way.' }, { status: 202 })
  },
})
