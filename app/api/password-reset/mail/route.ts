import { readJson } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { MailWish } from '#lib/sign-in/sign-in-json.ts'
import { requestResetMail } from '#lib/users/reset-mail.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const { identifier } = await readJson(request, MailWish)
    await requestResetMail(identifier, readClientAddress(request.headers))
    const message = 'If there is such an account with a verified address, a mail is on its way.'
    return json({ message }, { status: 202 })
  },
})
