import { readJson } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { PasswordChoice, spendPasswordReset } from '#lib/users/password-reset.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const { token, password } = await readJson(request, PasswordChoice)
    await spendPasswordReset(token, password, readClientAddress(request.headers))
    return noContent()
  },
})
