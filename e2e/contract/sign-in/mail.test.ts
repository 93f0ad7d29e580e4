import { expect, it } from 'vitest'
import { bearer, postJson, send } from '../../fixtures/client.ts'
import { expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { createMember, makeUid } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const BEGIN = '/api/authenticate/mail'
const AGAIN = '/api/id/step-up/mail'

const host = await requestHost()

// With mails: e2e/processes/mail-sign-in.test.ts.
it('404 and 409: without MAIL_SIGN_IN nobody is mailed a code, whoever it is', async () => {
  const member = await createMember(host)
  for (const identifier of [member.uid, makeUid()]) {
    const answer = await postJson(host, BEGIN, { identifier })
    expectProblem(answer, 404, 'Nobody signs in by a code of a mail here.')
    expect(answer.json().code).toBe('mail_sign_in_off')
  }
  const headers = [bearer(member.token)]
  const again = await send(host, { method: 'POST', path: AGAIN, headers })
  expectProblem(again, 409, 'You cannot be mailed a code here.')
})

it('401: a step-up without a session', async () => {
  expectProblem(await send(host, { method: 'POST', path: AGAIN }), 401, MISSING)
})

it('405', async () => {
  for (const path of [BEGIN, AGAIN]) {
    const answer = await send(host, { path })
    expectProblem(answer, 405)
    expect(answer.one('allow')).toBe('POST, OPTIONS')
  }
})
