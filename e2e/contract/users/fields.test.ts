import { beforeAll, expect, it } from 'vitest'
import { bearer, postJson, send } from '../../fixtures/client.ts'
import { expectInvalid, expectJson, expectProblem } from '../../fixtures/expectations.ts'
import { createMember, makeUid, makeUserInput, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

type Row = [what: string, field: string, value: unknown]

const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)

/** A field, its value, and what is kept of it. */
const ACCEPTED: [field: string, value: () => string, kept?: string | null][] = [
  ['uid', () => makeUid().slice(0, 3)],
  ['uid', () => makeUid().padEnd(64, 'x')],
  ['uid', () => `${makeUid()}.B_c-d`],
  ['name', () => 'Al', 'Al'],
  ['name', () => 'x'.repeat(100), 'x'.repeat(100)],
  ['name', () => "Renée O'Neill-Smith, Jr. 李", "Renée O'Neill-Smith, Jr. 李"],
  ['name', () => 'Tom & "Jerry"', 'Tom & "Jerry"'],
  ['password', () => '8-chars!'],
  ['password', () => 'p'.repeat(256)],
  ['password', () => 'пароль из слов 🗝️'],
  ['dob', () => '2001-02-03', '2001-02-03'],
  ['dob', () => '02-03-2001', '2001-02-03'],
  ['dob', () => '2004-02-29', '2004-02-29'],
  ['email', () => 'a.b+c@example.org', 'a.b+c@example.org'],
  ['email', () => 'a%b&c/d!e#f@example.org', 'a%b&c/d!e#f@example.org'],
  // What forms send for a field that was left empty.
  ['email', () => '', null],
  ['dob', () => '', null],
]

const REFUSED: Row[] = [
  ['too short', 'uid', 'x'],
  ['empty', 'uid', ''],
  ['too long', 'uid', 'x'.repeat(65)],
  ['with a space', 'uid', 'a b'],
  ['with a slash', 'uid', '../etc'],
  ['with a tag', 'uid', '<b>x</b>'],
  ['with an @ that is no address', 'uid', 'a@b'],
  ['an address that is not verified', 'uid', 'nobody@example.org'],
  ['with a line end', 'uid', 'abc\n'],
  ['with NUL', 'uid', 'ab\u0000c'],
  ['with a smile', 'uid', 'ab😀'],
  ['with half a pair', 'uid', 'ab\ud800'],
  ['with a %-escape', 'uid', 'a%20b'],
  ['too short', 'name', 'x'],
  ['empty', 'name', ''],
  ['spaces only', 'name', '     '],
  ['too long', 'name', 'x'.repeat(101)],
  ['with <', 'name', 'Tom <img'],
  ['with >', 'name', 'Tom > Jerry'],
  ['with a line end', 'name', 'Tom\nJerry'],
  ['with NUL', 'name', 'Tom\u0000'],
  ['with escape', 'name', 'Tom\u001b[2J'],
  ['with DEL', 'name', 'Tom\u007f'],
  ['with a C1 control', 'name', 'Tom\u0085'],
  ['too short', 'password', 'seven77'],
  ['empty', 'password', ''],
  ['too long', 'password', 'p'.repeat(257)],
  ['30 February', 'dob', '2001-02-30'],
  ['29 February of no leap year', 'dob', '2001-02-29'],
  ['month 13', 'dob', '2001-13-01'],
  ['day first', 'dob', '31-12-2001'],
  ['in the future', 'dob', tomorrow],
  ['dots', 'dob', '03.02.2001'],
  ['a moment', 'dob', '2001-02-03T00:00:00Z'],
  ['short year', 'dob', '01-02-03'],
  ['words', 'dob', 'yesterday'],
  ['a date and more', 'dob', '2001-02-03; DROP TABLE "User"'],
  ['no at', 'email', 'example.org'],
  ['no domain', 'email', 'a@'],
  ['no mailbox', 'email', '@example.org'],
  ['a space', 'email', 'a b@example.org'],
  ['a line end', 'email', 'a@example.org\nBcc: b@example.org'],
  ['a tag', 'email', '<a@example.org>'],
  ['too long', 'email', `${'x'.repeat(250)}@example.org`],
]

const WRONG_TYPES: Row[] = ['uid', 'name', 'password', 'dob', 'email'].flatMap(field =>
  [
    ['an array', ['abcdefgh']],
    ['an empty array', []],
    ['an object', { contains: 'abcdefgh' }],
    ['a number', 20010203],
    ['a huge number', 1e308],
    ['true', true],
    ['an object with __proto__', JSON.parse('{"__proto__": {"length": 10}}')],
    ['an object with toString', { toString: 'abcdefgh', length: 8 }],
    ['far too long', 'x'.repeat(2560)],
  ].map(([what, value]) => [`${what}`, field, value] as Row),
)

const MISSING: Row[] = ['uid', 'name', 'password'].flatMap(field => [
  ['null', field, null] as Row,
  ['missing', field, undefined] as Row,
])

const host = await requestHost()

let member = ''
beforeAll(async () => {
  member = (await createMember(host)).token
})

it.each(ACCEPTED)('201: %s', async (field, value, kept) => {
  const input = makeUserInput({ [field]: value() })
  expectJson(await postJson(host, '/api/users', input), 201)
  const token = await signIn(host, input)
  const own = await send(host, { path: '/api/id', headers: [bearer(token)] })
  if (kept !== undefined) expect(own.json()).toMatchObject({ [field]: kept })
  expect(own.json().uid).toBe(input.uid)
})

it.each([...REFUSED, ...WRONG_TYPES, ...MISSING])('400: %s: %s', async (_, field, value) => {
  const input = makeUserInput({ [field]: value })
  expectInvalid(await postJson(host, '/api/users', input), [field])
})

it('400: every faulty field is named at once', async () => {
  const input = { uid: '?', name: '<', password: 'short', dob: 'x', email: 'x' }
  const paths = ['dob', 'email', 'name', 'password', 'uid']
  expectInvalid(await postJson(host, '/api/users', input), paths)
})

it('no answer repeats the password that it refuses', async () => {
  const password = `secret-${'p'.repeat(300)}`
  const answer = await postJson(host, '/api/users', makeUserInput({ password, uid: '?' }))
  expectInvalid(answer, ['password', 'uid'])
  expect(answer.text).not.toContain('secret-')
})

it('passwords that differ after the 72nd byte are different', async () => {
  const password = `${'p'.repeat(72)}one`
  const input = makeUserInput({ password })
  expectJson(await postJson(host, '/api/users', input), 201)
  const other = { uid: input.uid, password: `${'p'.repeat(72)}two` }
  expectProblem(await postJson(host, '/api/authenticate', other), 401)
  await signIn(host, input)
})

it('a password may be typed in either normal form of Unicode', async () => {
  const input = makeUserInput({ password: 'crème-brûlée'.normalize('NFC') })
  expectJson(await postJson(host, '/api/users', input), 201)
  await signIn(host, { uid: input.uid, password: input.password.normalize('NFD') })
})

it('a signed-in member signs someone else up under the same rules', async () => {
  const answer = await postJson(host, '/api/users', makeUserInput({ name: '<' }), [bearer(member)])
  expectInvalid(answer, ['name'])
})
