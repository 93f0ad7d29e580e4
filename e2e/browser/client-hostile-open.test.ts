import { createHash } from 'node:crypto'
import { bearer, send } from '../fixtures/client.ts'
import { exchangeCode } from '../fixtures/oauth-clients.ts'
import { endSessions } from '../fixtures/people.ts'
import { signInByPopup } from './signing-in.ts'
import { callApi, expect, test } from './sites.ts'

// docs/oauth.md and SECURITY.md say that no client in a browser can prevent this (RFC 10017).
test('what a hostile script can do while the page is open, and what ends it', async ({
  open,
  person,
  sites,
}) => {
  const { auth: server, host, pages } = sites
  const page = await open()
  await signInByPopup(page, person)
  const call = () =>
    page.evaluate(
      url => fetch(url, { credentials: 'include' }).then(({ status }) => status),
      `${server}/api/users`,
    )
  expect(await call(), 'it calls the API as the person').toBe(200)

  // It asks for a code of its own, which asks nobody who is signed in at the server.
  const verifier = 'v'.repeat(43)
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const code = await page.evaluate(
    async ([server, challenge]) => {
      const query = new URLSearchParams({
        client_id: location.origin,
        redirect_uri: location.origin,
        response_type: 'code',
        response_mode: 'web_message',
        code_challenge: challenge,
        code_challenge_method: 'S256',
      })
      const said = new Promise<string>(resolve =>
        addEventListener('message', ({ data }) => resolve(data.response.code)),
      )
      window.open(`${server}/authorize?${query}`, '', 'popup')
      return said
    },
    [server, challenge] as const,
  )
  const answer = await exchangeCode(host, { code, verifier }, { client_id: pages })
  const token = bearer(answer.json<{ access_token: string }>().access_token)
  const statusElsewhere = async () =>
    (await send(host, { path: '/api/id', headers: [token] })).status
  expect(await statusElsewhere(), 'its tokens work elsewhere').toBe(200)

  await page.evaluate(() => auth.signOut())
  expect([await call(), await callApi(page)]).toEqual([401, 'signed_out'])
  expect(await statusElsewhere(), 'signing out on the page ends its own session alone').toBe(200)
  await endSessions(host, person.uid)
  expect(await statusElsewhere(), 'signing out at the server ends them').toBe(401)
})
