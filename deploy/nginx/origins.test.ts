import { describe, expect, it } from 'vitest'
import { makeListed, makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy, findStanding } from '#lib/cors/policy.ts'
import { EVIL_ORIGINS } from '../../e2e/fixtures/cors-origins.ts'
import { ALLOWED_ORIGINS, PAGES } from '../../e2e/fixtures/host.ts'
import { buildOriginMap, buildOriginPatterns } from './origins.ts'

const listed = [
  makeListed('https://*.school.example', 'cookie'),
  makeListed('https://*.a.school.example', 'bearer'),
  makeListed('https://b.school.example'),
  makeListed('https://c.school.example', 'both', false),
  makeListed('https://*.off.school.example', 'both', false),
  makeListed('http://[::1]:4100'),
]
const env = makeOwnSettings({
  corsOrigins: ALLOWED_ORIGINS,
  publicUrl: new URL('https://auth.school.example'),
})
const policy = buildCorsPolicy(env, { origins: listed, headers: [] })

/** The mode that nginx finds for an origin: that of the first pattern that matches. */
function modeOf(origin: string): string {
  return buildOriginPatterns(policy).find(([source]) => new RegExp(source).test(origin))?.[1] ?? ''
}

describe('nginx and the server agree about an origin', () => {
  const names = [
    'b',
    'c',
    'x',
    'x.y',
    'x.a',
    'a',
    'x.off',
    'off',
    'X',
    '',
    '.',
    'é',
    'x'.repeat(260),
  ]
  const origins = [
    ...ALLOWED_ORIGINS,
    ...EVIL_ORIGINS,
    'https://auth.school.example',
    ...names.map(name => `https://${name}.school.example`),
    'https://school.example',
    'https://x.school.example:8443',
    'https://x.schoolxexample',
  ]
  it.each(origins)('%s', origin => {
    const who = findStanding(policy, origin)
    const known = who === 'both' || who === 'cookie' || who === 'bearer'
    expect(modeOf(origin)).toBe(known ? who : '')
  })
})

it('compares origins byte by byte, with case', () => {
  expect(buildOriginMap(policy, 'mode').join('\n')).toContain(
    `"~^${PAGES.replaceAll('.', '\\.')}$" both;`,
  )
})
