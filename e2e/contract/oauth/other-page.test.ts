import { beforeAll, expect, it } from 'vitest'
import { expectCode } from '../../fixtures/access-tokens.ts'
import { bearer, type Header, origin, send } from '../../fixtures/client.ts'
import { buildOwnOrigin, LOCAL_PAGES, PAGES } from '../../fixtures/host.ts'
import { signInAtClient } from '../../fixtures/oauth-clients.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let token: Header
beforeAll(async () => {
  const tokens = await signInAtClient(host, await createMember(host), PAGES, { address: PAGES })
  token = bearer(tokens.access_token)
})

it.each(['/api/id', '/api/userinfo'])(
  '%s, 401: a token that was given to a page, from another',
  async path => {
    for (const other of [LOCAL_PAGES, buildOwnOrigin(host), 'https://evil.example', 'null']) {
      const answer = await send(host, { path, headers: [token, origin(other)] })
      expectCode(answer, 401, 'token_invalid')
      expect(answer.all('set-cookie')).toEqual([])
    }
    for (const headers of [[token], [token, origin(PAGES)]]) {
      expect((await send(host, { path, headers })).status).toBe(200)
    }
  },
)
