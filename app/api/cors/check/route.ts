import { env } from '#lib/env/env.ts'
import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { makeFixesAbsolute } from '#lib/origins/doctor/absolute-fixes.ts'
import { consult, consultSelf } from '#lib/origins/doctor/consult.ts'
import type { Diagnosis } from '#lib/origins/doctor/doctor.ts'
import { Question } from '#lib/origins/doctor/question.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const diagnosis = await ask(request)
    return json({ ...diagnosis, steps: makeFixesAbsolute(diagnosis.steps, env().publicUrl) })
  },
})

/** On a GET browsers send an Origin from other origins only. Such a page may ask about itself, without a session. */
async function ask(request: Request): Promise<Diagnosis> {
  const origin = request.headers.get('origin')
  if (origin === null) {
    const viewer = await requireSession(request)
    return consult(viewer, readQuery(request, Question))
  }
  return consultSelf(origin, request.headers.get('host'), readQuery(request, Question))
}
