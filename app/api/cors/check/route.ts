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
    // On a GET browsers send it from other origins only. Such a page may ask about itself, without a session.
    const origin = request.headers.get('origin')
    if (origin !== null) {
      const host = request.headers.get('host')
      return toDiagnosisReply(await consultSelf(origin, host, readQuery(request, Question)))
    }
    const viewer = await requireSession(request)
    return toDiagnosisReply(await consult(viewer, readQuery(request, Question)))
  },
})

/** With absolute addresses: the reader may be on another origin. */
function toDiagnosisReply(diagnosis: Diagnosis): Response {
  const steps = diagnosis.steps.map(({ fix, ...step }) => {
    if (!fix) return step
    const href = fix.href && new URL(fix.href, env().publicUrl).href
    return { ...step, fix: { ...fix, ...(href && { href }) } }
  })
  return json({ ...diagnosis, steps })
}
