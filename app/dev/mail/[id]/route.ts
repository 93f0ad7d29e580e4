import { Problem } from '#lib/http/problem.ts'
import { showsMails } from '#lib/mail/settings.ts'
import { listShownMails } from '#lib/mail/shown-mails.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(_, { params }) {
    const { id } = await params
    const mail = showsMails() && listShownMails().find(shown => shown.id === id)
    if (!mail) throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
    return new Response(mail.html, {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        // A mail runs nothing and loads nothing, and its only link leads on.
        'Content-Security-Policy':
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation",
      },
    })
  },
})
