import { beforeAll, expect, it } from 'vitest'
import { from, type Header, newAddress, origin, postJson } from '../../fixtures/client.ts'
import { readFacts } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import { createMember, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const CASES: readonly (readonly [what: string, rest: object, headers: Header[]])[] = [
  ['a wrong password', { password: 'not-the-password' }, []],
  ['a wrong password from an allowed origin', { password: 'not-the-password' }, [origin(PAGES)]],
  ['a password that is too short', { password: 'x' }, []],
  ['a password over 72 bytes', { password: 'x'.repeat(200) }, []],
  ['a password with NUL', { password: 'x\u0000yyyyyyyy' }, []],
  ['no password', {}, []],
  ['a password of another type', { password: 12345678 }, []],
]

const host = await requestHost()

let known: Person
beforeAll(async () => {
  known = await createMember(host)
})

it.each(CASES)('%s: a known uid is answered as an unknown one', async (_, rest, headers) => {
  // Each from an address of its own, since what is left of the address' limit is told.
  const ask = (uid: string) =>
    postJson(host, '/api/users/authenticate', { uid, ...rest }, [from(newAddress()), ...headers])
  const answers = [await ask(known.uid), await ask(makeUid())].map(answer => readFacts(answer))
  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]?.status).toBeOneOf([400, 401])
})
