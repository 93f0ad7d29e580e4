import { describe, expect, it } from 'vitest'
import {
  appendMac,
  encodeBase64url,
  forgeToken,
  makeAttacks,
  NOW_SECONDS,
  tokenEnv,
  validClaims,
  validHeader,
} from './token.fixture.ts'
import { verifyToken } from './token.ts'

Object.assign(process.env, tokenEnv)

const without = (name: string) =>
  Object.fromEntries(Object.entries(validClaims).filter(([claim]) => claim !== name))
const withRaw = (name: string, value: string) =>
  JSON.stringify(without(name)).replace('{', `{"${name}":${value},`)

const tokens = [
  ...makeAttacks('without', Object.keys(validClaims), name => forgeToken(without(name))),
  ...makeAttacks(
    'exp',
    [
      String(NOW_SECONDS),
      String(NOW_SECONDS - 1),
      `"${NOW_SECONDS + 60}"`,
      '1e400',
      '-1e400',
      '-1',
      'null',
      '[9999999999]',
      '9999999999.5',
    ],
    exp => forgeToken(withRaw('exp', exp)),
  ),
  ...makeAttacks('nbf', [String(NOW_SECONDS + 60), '"0"', 'null'], nbf =>
    forgeToken(withRaw('nbf', nbf)),
  ),
  ...makeAttacks(
    'iat',
    [
      String(NOW_SECONDS + 60),
      `"${NOW_SECONDS}"`,
      `${NOW_SECONDS - 1}.5`,
      String(NOW_SECONDS - 86_460),
      '1e400',
      '-1e400',
      'null',
    ],
    iat => forgeToken(withRaw('iat', iat)),
  ),
  ...makeAttacks(
    'iss',
    ['http://localhost:3001', `${validClaims.iss}/`, '', [validClaims.iss], null],
    iss => forgeToken({ ...validClaims, iss }),
  ),
  ...makeAttacks(
    'aud',
    [
      'https://other.example',
      '',
      [validClaims.aud],
      ['https://other.example', validClaims.aud],
      null,
    ],
    aud => forgeToken({ ...validClaims, aud }),
  ),
  ...makeAttacks(
    'sub',
    [
      '7',
      '"0"',
      '"-7"',
      '"07"',
      '"7.0"',
      '"7e0"',
      '" 7"',
      '"7\\u0000"',
      '"٧"',
      '"9007199254740993"',
      '""',
    ],
    sub => forgeToken(withRaw('sub', sub)),
  ),
  ...makeAttacks('sid', [`${validClaims.sid}\0`, "' OR 1=1", '', 1, null, [validClaims.sid]], sid =>
    forgeToken({ ...validClaims, sid }),
  ),
  ...makeAttacks('uid and jti', [1, null, ['toby']], value =>
    forgeToken({ ...validClaims, uid: value, jti: value }),
  ),
  ...makeAttacks('uid', [1, null, ['toby']], uid => forgeToken({ ...validClaims, uid })),
  ...makeAttacks('jti', [1, null, ['a4b1']], jti => forgeToken({ ...validClaims, jti })),
  ...makeAttacks('payload', ['null', '"toby"', '[]', '{', '', '{}', '7'], payload =>
    forgeToken(payload),
  ),
]

describe('a token signed with our key is refused', () => {
  it.each(tokens)('%s', async (_name, token) => {
    expect(await verifyToken(token)).toBeNull()
  })

  it('with a list of claims', async () => {
    expect(await verifyToken(forgeToken([validClaims]))).toBeNull()
  })

  it('with a payload that is not UTF-8', async () => {
    expect(await verifyToken(appendMac(`${encodeBase64url(validHeader)}._____w`))).toBeNull()
  })
})
