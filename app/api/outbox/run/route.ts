import { env } from '#lib/env/env.ts'
import { isBearerSecret } from '#lib/http/bearer-secret.ts'
import { Problem } from '#lib/http/problem.ts'
import { noContent } from '#lib/http/reply.ts'
import { sendDue } from '#lib/mail/sender.ts'
import { route } from '#lib/server/route.ts'

// For a cron job where no process lives on between requests. Vercel calls it by GET and sends CRON_SECRET by itself.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    if (!isBearerSecret(request.headers.get('authorization'), env().cronSecret)) {
      throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
    }
    await sendDue()
    return noContent()
  },
})
