import { readJson } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { askForAddress, WantedAddress } from '#lib/users/addresses/ask-address.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const viewer = await requireSession(request)
    const { email } = await readJson(request, WantedAddress)
    await askForAddress(viewer, email, readClientAddress(request.headers))
    return json({ message: `A mail to ${email} is on its way.` }, { status: 202 })
  },
})
