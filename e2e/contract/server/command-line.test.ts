import { describe, expect, it } from 'vitest'
import { listAuditEvents } from '../../fixtures/audit-events.ts'
import { runScript } from '../../fixtures/child.ts'
import { bearer, send } from '../../fixtures/client.ts'
import { buildGrantedPreflight, SILENT_PREFLIGHT } from '../../fixtures/cors-expected.ts'
import { buildOwnOrigin, type Host, SECRET_KEY } from '../../fixtures/host.ts'
import { makeUnlistedOrigin, SOON, sendPreflight } from '../../fixtures/origins.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

describe('the command line', () => {
  const latchkey = (...argv: string[]) =>
    runScript(['bin/latchkey.mjs', ...argv], {
      SECRET_KEY,
      DATABASE_URL: host.databaseUrl,
      PUBLIC_URL: buildOwnOrigin(host),
      TRUST_PROXY: '1',
    })

  it('is obeyed within two seconds: an origin is allowed, a user is out', async () => {
    const [name, person] = [makeUnlistedOrigin(), await createMember(host)]
    const status = async () =>
      (await send(host, { path: '/api/id', headers: [bearer(person.token)] })).status
    expect([await status(), await sendPreflight(host, name)]).toEqual([
      200,
      [403, SILENT_PREFLIGHT],
    ])
    const [added, disabled] = await Promise.all([
      latchkey('origins', 'add', name),
      latchkey('user', 'disable', person.uid, '--json'),
    ])
    expect(added).toContain(`${name} is on the list.`)
    expect(JSON.parse(disabled)).toEqual([{ uid: person.uid, ok: true }])
    expect(await status()).toBe(401)
    await expect
      .poll(() => sendPreflight(host, name), SOON)
      .toEqual([204, buildGrantedPreflight(name)])
    expect(await whoDid(host, name)).toMatch(/ \(command line\)$/)
    expect(await whoDid(host, person.uid)).toMatch(/ \(command line\)$/)
  })
})

/** Whom the newest record about `what` names. */
async function whoDid(host: Host, what: string): Promise<string | undefined> {
  const [event] = await listAuditEvents(host, what)
  return event?.actor?.uid
}
