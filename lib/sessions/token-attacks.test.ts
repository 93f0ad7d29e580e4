import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  claims,
  each,
  encode,
  foreignSecret,
  forge,
  header,
  kidOf,
  olderSecret,
  seal,
  secret,
  shiftLast,
  tokenEnv,
} from './token.fixture.ts'
import { verifyToken } from './token.ts'

Object.assign(process.env, tokenEnv)

const sound = forge(claims)
const [head = '', body = '', mac = ''] = sound.split('.')

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const jwk = publicKey.export({ format: 'jwk' })
const rsaInput = `${encode({ ...header, alg: 'RS256', jwk })}.${body}`
const rsaMac = sign('sha256', Buffer.from(rsaInput), privateKey).toString('base64url')

const algorithms: [string, string][] = [
  ...each(
    'unsigned, alg',
    ['none', 'None', 'nOnE'],
    alg => `${encode({ ...header, alg })}.${body}.`,
  ),
  ...each(
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
    alg => forge(claims, { ...header, alg }),
  ),
  ...each('alg HS384 with', ['sha384', 'sha256'], hash =>
    forge(claims, { ...header, alg: 'HS384' }, secret, hash),
  ),
  ...each('alg HS512 with', ['sha512', 'sha256'], hash =>
    forge(claims, { ...header, alg: 'HS512' }, secret, hash),
  ),
  ['HMAC-SHA-512 under an HS256 header', forge(claims, header, secret, 'sha512')],
  ['no alg', forge(claims, { kid: header.kid, typ: 'JWT' })],
  ['alg twice', forge(claims, `{"alg":"none",${JSON.stringify(header).slice(1)}`)],
  ['RS256 with its own key', `${rsaInput}.${rsaMac}`],
  [
    'a five-part JWE',
    `${encode({ alg: 'dir', enc: 'A256GCM' })}..${'A'.repeat(16)}.${body}.${mac}`,
  ],
]

const keys: [string, string][] = [
  ...each('HMAC with', [pem, pem.trim(), JSON.stringify(jwk), '', secret.slice(1)], key =>
    forge(claims, header, key),
  ),
  ['a foreign key under our kid', forge(claims, header, foreignSecret)],
  ['a foreign key', forge(claims, { ...header, kid: kidOf(foreignSecret) }, foreignSecret)],
  ['our older key under the newer kid', forge(claims, header, olderSecret)],
  [
    'jwk',
    forge(claims, { ...header, jwk: { kty: 'oct', k: encode(foreignSecret) } }, foreignSecret),
  ],
  ...each('header', ['jku', 'x5u', 'x5c', 'x5t', 'crit', 'b64', 'zip', 'cty'], name =>
    forge(claims, { ...header, [name]: 'https://keys.example/' }),
  ),
  ['crit b64', forge(claims, { ...header, b64: false, crit: ['b64'] })],
  ...each(
    'kid',
    [
      '../../dev/null',
      "x' OR 1=1--",
      '',
      '__proto__',
      `${header.kid}\0`,
      kidOf(secret).toUpperCase(),
      null,
      0,
    ],
    kid => forge(claims, { ...header, kid }),
  ),
  ['no kid', forge(claims, { alg: 'HS256', typ: 'JWT' })],
  ...each('typ', ['jwt', 'at+jwt', 'application/jwt', 'refresh', '', null, ['JWT']], typ =>
    forge(claims, { ...header, typ }),
  ),
  ['no typ', forge(claims, { alg: 'HS256', kid: header.kid })],
]

// A body that ends in a partial group, whose last character holds bits that must be zero.
const ragged = ['toby', 'tobyx']
  .map(uid => encode({ ...claims, uid }))
  .find(text => text.length % 4 !== 0)
const tail = ragged ?? ''

const spellings: [string, string][] = [
  ...each('stray bits of the payload', [1, 2, 3], bits => seal(`${head}.${shiftLast(tail, bits)}`)),
  ...each('stray bits of the MAC', [1, 2, 3], bits => shiftLast(sound, bits)),
  ['a padded payload', seal(`${head}.${tail}=`)],
  ['a header with a space', forge(claims, JSON.stringify(header).replace(',', ', '))],
  ['a header in another order', forge(claims, { typ: 'JWT', alg: 'HS256', kid: header.kid })],
  ['a newline inside', `${head}.${body}.\n${mac}`],
  ['plain base64', `${head}.${body}.${'+/'.repeat(21)}A`],
  ...each('after it', ['=', '\n', ' ', '\0', '.', '.A', `.${mac}`, '; Path=/'], end => sound + end),
  ...each('before it', [' ', '\n', '\0', '.', 'Bearer ', '"'], start => start + sound),
  ['no MAC', `${head}.${body}`],
  ['an empty MAC', `${head}.${body}.`],
  ['JSON', JSON.stringify({ protected: head, payload: body, signature: mac })],
  ['over 4096 characters', forge({ ...claims, more: 'x'.repeat(3072) })],
  ...each('only', ['', '.', '..', '...', '\0', 'null', 'undefined'], token => token),
]

describe.each([
  ['algorithm', algorithms],
  ['key or type', keys],
  ['spelling', spellings],
])('a token of a wrong %s is refused', (_group, tokens) => {
  it.each(tokens)('%s', async (_name, token) => {
    expect(await verifyToken(token)).toBeNull()
  })
})

it('refuses a million dots at once', async () => {
  expect(await verifyToken('.'.repeat(1_000_000))).toBeNull()
})
