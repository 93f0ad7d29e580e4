import { readQuery } from '#lib/http/body.ts'
import { uncountedPage } from '#lib/http/reply.ts'
import { listMails } from '#lib/mail/list-mails.ts'
import { OutboxQuery } from '#lib/mail/mail-json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    const { mails, ...neighbours } = await listMails(viewer, readQuery(request, OutboxQuery))
    return uncountedPage(request, mails, neighbours)
  },
})
