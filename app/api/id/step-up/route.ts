import { requireSession } from '#lib/auth/session.ts'
import { provenUntil } from '#lib/auth/step-up.ts'
import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/http/route.ts'
import { PasswordProof, provePassword } from '#lib/users/own-password.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const viewer = await requireSession(request)
    const { password } = await readJson(request, PasswordProof)
    const proven = await provePassword(viewer, password, 'password')
    return json({ provenUntil: provenUntil(proven).toISOString() })
  },
})
