import { describe, expect, it } from 'vitest'
import { claims, each, encode, forge, header, now, seal, tokenEnv } from './token.fixture.ts'
import { verifyToken } from './token.ts'

Object.assign(process.env, tokenEnv)

const without = (name: string) =>
  Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name))
const withRaw = (name: string, value: string) =>
  JSON.stringify(without(name)).replace('{', `{"${name}":${value},`)

const tokens = [
  ...each('without', Object.keys(claims), name => forge(without(name))),
  ...each(
    'exp',
    [
      String(now),
      String(now - 1),
      `"${now + 60}"`,
      '1e400',
      '-1e400',
      '-1',
      'null',
      '[9999999999]',
      '9999999999.5',
    ],
    exp => forge(withRaw('exp', exp)),
  ),
  ...each('nbf', [String(now + 60), '"0"', 'null'], nbf => forge(withRaw('nbf', nbf))),
  ...each(
    'iat',
    [String(now + 60), `"${now}"`, `${now - 1}.5`, String(now - 86_460), '1e400', '-1e400', 'null'],
    iat => forge(withRaw('iat', iat)),
  ),
  ...each('iss', ['http://localhost:3001', `${claims.iss}/`, '', [claims.iss], null], iss =>
    forge({ ...claims, iss }),
  ),
  ...each(
    'aud',
    ['https://other.example', '', [claims.aud], ['https://other.example', claims.aud], null],
    aud => forge({ ...claims, aud }),
  ),
  ...each(
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
    sub => forge(withRaw('sub', sub)),
  ),
  ...each('sid', [`${claims.sid}\0`, "' OR 1=1", '', 1, null, [claims.sid]], sid =>
    forge({ ...claims, sid }),
  ),
  ...each('uid and jti', [1, null, ['toby']], value =>
    forge({ ...claims, uid: value, jti: value }),
  ),
  ...each('uid', [1, null, ['toby']], uid => forge({ ...claims, uid })),
  ...each('jti', [1, null, ['a4b1']], jti => forge({ ...claims, jti })),
  ...each('payload', ['null', '"toby"', '[]', '{', '', '{}', '7'], payload => forge(payload)),
]

describe('a token that our key has signed is refused', () => {
  it.each(tokens)('%s', async (_name, token) => {
    expect(await verifyToken(token)).toBeNull()
  })

  it('as a list of claims', async () => {
    expect(await verifyToken(forge([claims]))).toBeNull()
  })

  it('with a payload that is no UTF-8', async () => {
    expect(await verifyToken(seal(`${encode(header)}._____w`))).toBeNull()
  })
})
