import { listOwnEvents } from '#lib/audit/list.ts'
import { OwnAuditQuery } from '#lib/audit/schema.ts'
import { readQuery } from '#lib/http/body.ts'
import { uncountedPage } from '#lib/http/reply.ts'
import { takeMemberAttempt } from '#lib/limits/rate-limit.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    const query = readQuery(request, OwnAuditQuery)
    await takeMemberAttempt('list', viewer)
    const { events, ...neighbours } = await listOwnEvents(viewer, query)
    return uncountedPage(request, events, neighbours)
  },
})
