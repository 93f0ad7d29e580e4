import { computeProofExpiry } from '#lib/authority/require-proof.ts'
import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { ProofAnswers } from '#lib/sign-in/own-password.ts'
import { proveAgain } from '#lib/sign-in/prove-again.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const viewer = await requireSession(request)
    const answers = await readJson(request, ProofAnswers)
    const proven = await proveAgain(viewer, answers)
    return json({ provenUntil: computeProofExpiry(proven).toISOString() })
  },
})
