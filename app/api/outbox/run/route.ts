import { env } from '#lib/env/env.ts'
import { isBearerSecret } from '#lib/http/bearer-secret.ts'
import { Problem } from '#lib/http/problem.ts'
import { noContent } from '#lib/http/reply.ts'
import { writeOverdueMails } from '#lib/mail/mail-request.ts'
import { sendDue } from '#lib/mail/sender.ts'
import { route } from '#lib/server/route.ts'
import { MAIL_WRITERS } from '#lib/users/mail-writers.ts'

// For a cron job where no process lives on between requests. Vercel calls it by GET and sends CRON_SECRET by itself.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    if (!isBearerSecret(request.headers.get('authorization'), env().cronSecret)) {
      throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
    }
    await writeOverdueMails(MAIL_WRITERS)
    await sendDue()
    return noContent()
  },
})
