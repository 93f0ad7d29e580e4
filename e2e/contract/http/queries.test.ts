import { expect, it } from 'vitest'
import { bearer, send } from '../../fixtures/client.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

it.each(['%00', 'a%00b', '%ED%A0%80', '%ff', '%', '%zz', '&q=1&q=2', '&q[]=1', '&__proto__=1'])(
  'no 500: q=%s',
  async q => {
    const answer = await send(host, {
      path: `/api/users?q=${q}`,
      headers: [bearer(host.adminToken)],
    })
    expect([200, 400]).toContain(answer.status)
  },
)
