import { env } from '#lib/env/env.ts'
import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { consult, consultSelf } from '#lib/origins/doctor/consult.ts'
import type { Diagnosis } from '#lib/origins/doctor/doctor.ts'
import { Question } from '#lib/origins/doctor/question.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    // Browsers send it from other origins alone, whose pages are told about themselves, whoever is signed in.
    const origin = request.headers.get('origin')
    if (origin !== null) return toDiagnosisReply(consultSelf(origin, readQuery(request, Question)))
    const viewer = await requireSession(request)
    return toDiagnosisReply(consult(viewer, readQuery(request, Question)))
  },
})

/** With addresses in place of paths: who reads them may be elsewhere. */
function toDiagnosisReply(diagnosis: Diagnosis): Response {
  const steps = diagnosis.steps.map(({ fix, ...step }) => {
    if (!fix) return step
    const href = fix.href && new URL(fix.href, env().publicUrl).href
    return { ...step, fix: { ...fix, ...(href && { href }) } }
  })
  return json({ ...diagnosis, steps })
}
