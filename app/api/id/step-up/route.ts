import { computeProofExpiry } from '#lib/authority/require-proof.ts'
import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { PasswordProof, provePassword } from '#lib/sign-in/own-password.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const viewer = await requireSession(request)
    const { password } = await readJson(request, PasswordProof)
    const proven = await provePassword(viewer, password, 'password')
    return json({ provenUntil: computeProofExpiry(proven).toISOString() })
  },
})
