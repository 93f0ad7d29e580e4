import { readJson } from '#lib/http/body.ts'
import { readClient } from '#lib/http/client-address.ts'
import { json } from '#lib/http/json.ts'
import { requireMode } from '#lib/origins/require-mode.ts'
import { route } from '#lib/server/route.ts'
import { beginSignInByMail } from '#lib/sign-in/begin-by-mail.ts'
import { MailWish } from '#lib/sign-in/sign-in-json.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    requireMode(request.headers, 'cookie')
    const { identifier } = await readJson(request, MailWish)
    const client = readClient(request.headers)
    const { authSession } = await beginSignInByMail(identifier, client, { kind: 'cookie' })
    return json({ auth_session: authSession }, { status: 202 })
  },
})
