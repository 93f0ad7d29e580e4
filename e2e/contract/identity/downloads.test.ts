import { beforeAll, describe, expect, it } from 'vitest'
import { ageProofs } from '../../fixtures/age-proofs.ts'
import { cookie, type Header, origin, send } from '../../fixtures/client.ts'
import { expectProblem, OLD_PROOF } from '../../fixtures/expectations.ts'
import { buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import { createAdmin, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let admin: Person
beforeAll(async () => {
  admin = await createAdmin(host)
})

describe.each(['/api/users/export?q=nobody', '/api/audit/export?q=nobody', '/api/id/export'])(
  '%s',
  path => {
    const download = (...headers: Header[]) =>
      send(host, { path, headers: [cookie(admin.token), ...headers] })

    it.each<[string, string, Header[]]>([
      ['a link on another site', 'cross_site', [['Sec-Fetch-Site', 'cross-site']]],
      ['a link on an unknown site', 'cross_site', [['Sec-Fetch-Site', 'elsewhere']]],
      ['a page of a foreign origin', 'origin_not_allowed', [origin('https://evil.example')]],
      ['a sandboxed page', 'origin_not_allowed', [origin('null')]],
    ])('403: %s', async (_, code, headers) => {
      const document: Header = ['Sec-Fetch-Dest', 'document']
      for (const sent of [headers, [...headers, document]]) {
        const answer = await download(...sent)
        expectProblem(answer, 403)
        expect(answer.json().code).toBe(code)
      }
    })

    it.each<[string, Header[]]>([
      ['a program', []],
      ['a link on a page of this server', [['Sec-Fetch-Site', 'same-origin']]],
      ['a link on a page of the same site', [['Sec-Fetch-Site', 'same-site']]],
      ['the address bar', [['Sec-Fetch-Site', 'none']]],
      ['a page of an allowed origin', [origin(PAGES), ['Sec-Fetch-Site', 'cross-site']]],
      ['a page of this server, by its other name', [origin(buildOwnOrigin(host, '127.0.0.1'))]],
    ])('200: %s', async (_, headers) => {
      await ageProofs(host, admin, 0)
      expect((await download(...headers)).status).toBe(200)
    })

    it('303: a browser whose proof is old is led to where the password is asked for', async () => {
      await ageProofs(host, admin)
      const answer = await download(['Sec-Fetch-Dest', 'document'])
      expect(answer.status).toBe(303)
      expect(answer.one('location')).toBe(`/step-up?next=${encodeURIComponent(path)}`)
      expectProblem(await download(), 401, OLD_PROOF)
    })
  },
)
