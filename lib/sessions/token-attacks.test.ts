import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  appendMac,
  computeKid,
  encodeBase64url,
  FOREIGN_SECRET,
  forgeToken,
  makeAttacks,
  NEWEST_SECRET,
  OLDER_SECRET,
  shiftLastCharacter,
  tokenEnv,
  validClaims,
  validHeader,
} from './token.fixture.ts'
import { verifyToken } from './token.ts'

Object.assign(process.env, tokenEnv)

const sound = forgeToken(validClaims)
const [head = '', body = '', mac = ''] = sound.split('.')

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const jwk = publicKey.export({ format: 'jwk' })
const rsaInput = `${encodeBase64url({ ...validHeader, alg: 'RS256', jwk })}.${body}`
const rsaMac = sign('sha256', Buffer.from(rsaInput), privateKey).toString('base64url')

const algorithms: [string, string][] = [
  ...makeAttacks(
    'unsigned, alg',
    ['none', 'None', 'nOnE'],
    alg => `${encodeBase64url({ ...validHeader, alg })}.${body}.`,
  ),
  ...makeAttacks(
    'our MAC, alg',
    [
      'none',
      'nOnE',
      'RS256',
      'RS384',
      'ES256',
      'ES256K',
      'PS256',
      'EdDSA',
      'hs256',
      'HS256 ',
      ['HS256'],
    ],
    alg => forgeToken(validClaims, { ...validHeader, alg }),
  ),
  ...makeAttacks('alg HS384 with', ['sha384', 'sha256'], hash =>
    forgeToken(validClaims, { ...validHeader, alg: 'HS384' }, NEWEST_SECRET, hash),
  ),
  ...makeAttacks('alg HS512 with', ['sha512', 'sha256'], hash =>
    forgeToken(validClaims, { ...validHeader, alg: 'HS512' }, NEWEST_SECRET, hash),
  ),
  [
    'HMAC-SHA-512 under an HS256 header',
    forgeToken(validClaims, validHeader, NEWEST_SECRET, 'sha512'),
  ],
  ['no alg', forgeToken(validClaims, { kid: validHeader.kid, typ: 'JWT' })],
  ['alg twice', forgeToken(validClaims, `{"alg":"none",${JSON.stringify(validHeader).slice(1)}`)],
  ['RS256 with its own key', `${rsaInput}.${rsaMac}`],
  [
    'a five-part JWE',
    `${encodeBase64url({ alg: 'dir', enc: 'A256GCM' })}..${'A'.repeat(16)}.${body}.${mac}`,
  ],
]

const keys: [string, string][] = [
  ...makeAttacks(
    'HMAC with',
    [pem, pem.trim(), JSON.stringify(jwk), '', NEWEST_SECRET.slice(1)],
    key => forgeToken(validClaims, validHeader, key),
  ),
  ['a foreign key under our kid', forgeToken(validClaims, validHeader, FOREIGN_SECRET)],
  [
    'a foreign key',
    forgeToken(validClaims, { ...validHeader, kid: computeKid(FOREIGN_SECRET) }, FOREIGN_SECRET),
  ],
  ['our older key under the newer kid', forgeToken(validClaims, validHeader, OLDER_SECRET)],
  [
    'jwk',
    forgeToken(
      validClaims,
      { ...validHeader, jwk: { kty: 'oct', k: encodeBase64url(FOREIGN_SECRET) } },
      FOREIGN_SECRET,
    ),
  ],
  ...makeAttacks('header', ['jku', 'x5u', 'x5c', 'x5t', 'crit', 'b64', 'zip', 'cty'], name =>
    forgeToken(validClaims, { ...validHeader, [name]: 'https://keys.example/' }),
  ),
  ['crit b64', forgeToken(validClaims, { ...validHeader, b64: false, crit: ['b64'] })],
  ...makeAttacks(
    'kid',
    [
      '../../dev/null',
      "x' OR 1=1--",
      '',
      '__proto__',
      `${validHeader.kid}\0`,
      computeKid(NEWEST_SECRET).toUpperCase(),
      null,
      0,
    ],
    kid => forgeToken(validClaims, { ...validHeader, kid }),
  ),
  ['no kid', forgeToken(validClaims, { alg: 'HS256', typ: 'JWT' })],
  ...makeAttacks('typ', ['jwt', 'at+jwt', 'application/jwt', 'refresh', '', null, ['JWT']], typ =>
    forgeToken(validClaims, { ...validHeader, typ }),
  ),
  ['no typ', forgeToken(validClaims, { alg: 'HS256', kid: validHeader.kid })],
]

// A body that ends in a partial group, whose last character holds bits that must be zero.
const ragged = ['toby', 'tobyx']
  .map(uid => encodeBase64url({ ...validClaims, uid }))
  .find(text => text.length % 4 !== 0)
const tail = ragged ?? ''

const spellings: [string, string][] = [
  ...makeAttacks('stray bits of the payload', [1, 2, 3], bits =>
    appendMac(`${head}.${shiftLastCharacter(tail, bits)}`),
  ),
  ...makeAttacks('stray bits of the MAC', [1, 2, 3], bits => shiftLastCharacter(sound, bits)),
  ['a padded payload', appendMac(`${head}.${tail}=`)],
  [
    'a header with a space',
    forgeToken(validClaims, JSON.stringify(validHeader).replace(',', ', ')),
  ],
  [
    'a header in another order',
    forgeToken(validClaims, { typ: 'JWT', alg: 'HS256', kid: validHeader.kid }),
  ],
  ['a newline inside', `${head}.${body}.\n${mac}`],
  ['plain base64', `${head}.${body}.${'+/'.repeat(21)}A`],
  ...makeAttacks(
    'after it',
    ['=', '\n', ' ', '\0', '.', '.A', `.${mac}`, '; Path=/'],
    end => sound + end,
  ),
  ...makeAttacks('before it', [' ', '\n', '\0', '.', 'Bearer ', '"'], start => start + sound),
  ['no MAC', `${head}.${body}`],
  ['an empty MAC', `${head}.${body}.`],
  ['JSON', JSON.stringify({ protected: head, payload: body, signature: mac })],
  ['over 4096 characters', forgeToken({ ...validClaims, more: 'x'.repeat(3072) })],
  ...makeAttacks('only', ['', '.', '..', '...', '\0', 'null', 'undefined'], token => token),
]

describe.each([
  ['algorithm', algorithms],
  ['key or type', keys],
  ['spelling', spellings],
])('a token with a wrong %s is refused', (_group, tokens) => {
  it.each(tokens)('%s', async (_name, token) => {
    expect(await verifyToken(token)).toBeNull()
  })
})

it('refuses a million dots without delay', async () => {
  expect(await verifyToken('.'.repeat(1_000_000))).toBeNull()
})
