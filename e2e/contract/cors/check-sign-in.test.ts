import { expect, it } from 'vitest'
import { makeAuthorizationRequest } from '../../fixtures/authorize.ts'
import { bearer, origin, send } from '../../fixtures/client.ts'
import { expectInvalid, expectProblem } from '../../fixtures/expectations.ts'
import { ALLOWED_ORIGINS, buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { addReturnAddress } from '../../fixtures/strict-clients.ts'

const PATH = '/api/cors/check/sign-in'
const EVIL = 'https://evil.example'

type Told = {
  summary: string
  works: boolean
  withoutWindow: boolean
  steps: { id: string; ok: boolean; lines: string[]; fix?: { label: string; href?: string } }[]
}

const host = await requestHost()
const admin = bearer(host.adminToken)
/** That of nginx here is self-signed, and no browser would take it. */
const hasGoodCertificate = !host.nginx
const ask = async (asked: Record<string, string>) => {
  const path = `${PATH}?${new URLSearchParams(asked)}`
  return (await send(host, { path, headers: [admin] })).json<Told>()
}

/** The status of /authorize for the request that the client makes. */
const authorize = async (clientId: string, differs: Record<string, string>) => {
  const { fields } = makeAuthorizationRequest(clientId, differs)
  return (await send(host, { path: `/authorize?${new URLSearchParams(fields)}` })).status
}

it('200: it says what /authorize does', async () => {
  const address = `${PAGES}/doctor-${host.port}/`
  for (const isAllowed of [false, true]) {
    if (isAllowed) await addReturnAddress(host, address)
    const told = await ask({ origin: address })
    expect([told.works, told.withoutWindow]).toEqual([
      hasGoodCertificate,
      hasGoodCertificate && isAllowed,
    ])
    expect(await authorize(PAGES, { redirect_uri: address })).toBe(isAllowed ? 303 : 400)
    const fix = told.steps.find(({ id }) => id === 'redirect')?.fix
    expect(fix?.href).toBe(isAllowed ? undefined : `${buildOwnOrigin(host)}/origins`)
  }
  const unknown = await ask({ origin: EVIL })
  expect(unknown.steps.at(-1)).toMatchObject({ id: 'authorize', ok: false })
  const wanted = { redirect_uri: EVIL, response_mode: 'web_message' }
  expect(await authorize(EVIL, wanted)).toBe(400)
  expect(await authorize(PAGES, { redirect_uri: PAGES, response_mode: 'web_message' })).toBe(303)
})

it('200: a page asks about itself, and is not told of others', async () => {
  for (const [who, works] of [
    [EVIL, false],
    [PAGES, hasGoodCertificate],
  ] as const) {
    const answer = await send(host, { path: `${PATH}?path=/app/`, headers: [origin(who)] })
    expect([answer.status, answer.one('access-control-allow-origin')]).toEqual([200, '*'])
    const told = answer.json<Told>()
    expect([told.works, told.steps[0]?.lines]).toEqual([works, [`Origin: ${who}`]])
    for (const other of ALLOWED_ORIGINS.filter(one => one !== who)) {
      expect(answer.text).not.toContain(other)
    }
  }
})

it('401, 403: only administrators ask about others', async () => {
  const { token } = await createMember(host)
  expectProblem(await send(host, { path: PATH }), 401)
  expectProblem(await send(host, { path: PATH, headers: [bearer(token)] }), 403)
  const path = `${PATH}?origin=${encodeURIComponent(`${PAGES}/app/`)}`
  for (const headers of [[origin(EVIL)], [origin(EVIL), admin]]) {
    expectProblem(
      await send(host, { path, headers }),
      403,
      `A page of ${EVIL} may ask only about itself.`,
    )
  }
})

it('400: what no browser could send', async () => {
  for (const [name, value] of Object.entries({
    path: 'app',
    server: 'x',
    origin: 'x'.repeat(301),
  })) {
    const path = `${PATH}?${new URLSearchParams({ [name]: value })}`
    expectInvalid(await send(host, { path, headers: [admin] }), [name])
  }
})
