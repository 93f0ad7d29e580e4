import { readJson } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { noContent } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { spendPasswordReset } from '#lib/users/password-reset.ts'
import { PasswordChoice, readResetKey } from '#lib/users/password-reset-json.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const choice = await readJson(request, PasswordChoice)
    const address = readClientAddress(request.headers)
    await spendPasswordReset(readResetKey(choice), choice.password, address)
    return noContent()
  },
})
