import { describe, expect, inject, it } from 'vitest'
import { runScript } from '../fixtures/child.ts'
import { bearer, send } from '../fixtures/client.ts'
import { grantedPreflight, SILENT_PREFLIGHT } from '../fixtures/cors-expected.ts'
import { type Host, ownOrigin, SECRET_KEY } from '../fixtures/host.ts'
import { newOrigin, preflight, SOON } from '../fixtures/origins.ts'
import { newMember } from '../fixtures/people.ts'
import { recordsOf } from '../fixtures/records.ts'

describe.each(inject('hosts'))('the command line beside $name', host => {
  const latchkey = (...argv: string[]) =>
    runScript(['bin/latchkey.mjs', ...argv], {
      ...{ SECRET_KEY, DATABASE_URL: host.databaseUrl, PUBLIC_URL: ownOrigin(host) },
    })

  it('is obeyed within two seconds: an origin is allowed, a user is out', async () => {
    const [name, person] = [newOrigin(), await newMember(host)]
    const status = async () =>
      (await send(host, { path: '/api/id', headers: [bearer(person.token)] })).status
    expect([await status(), await preflight(host, name)]).toEqual([200, [403, SILENT_PREFLIGHT]])
    const [added, disabled] = await Promise.all([
      latchkey('origins', 'add', name),
      latchkey('user', 'disable', person.uid, '--json'),
    ])
    expect(added).toContain(`${name} is on the list.`)
    expect(JSON.parse(disabled)).toEqual([{ uid: person.uid, ok: true }])
    expect(await status()).toBe(401)
    await expect.poll(() => preflight(host, name), SOON).toEqual([204, grantedPreflight(name)])
    expect(await whoDid(host, name)).toMatch(/ \(command line\)$/)
    expect(await whoDid(host, person.uid)).toMatch(/ \(command line\)$/)
  })
})

/** Whom the newest record about `what` names. */
async function whoDid(host: Host, what: string): Promise<string | undefined> {
  const [event] = await recordsOf(host, what)
  return event?.actor?.uid
}
