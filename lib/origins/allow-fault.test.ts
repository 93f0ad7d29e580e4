import { describe, expect, test } from 'vitest'
import { EnvFault, readEnv } from '#lib/env/env.ts'
import { findAllowFault } from './allow-fault.ts'

describe('findAllowFault', () => {
  test.each([
    'https://you.github.io',
    'https://github.io',
    'https://*.example.com',
    'https://*.pages.example.co.uk',
    'https://*.you.github.io:8443',
    'https://*.intranet.test',
  ])('%s passes', text => expect(findAllowFault(text)).toBeNull())

  test.each([
    ['https://*.github.io', 'every site under github.io', 'https://you.github.io'],
    ['https://*.github.io:8443', 'every site under github.io', 'https://you.github.io:8443'],
    ['https://*.pages.dev', 'every site under pages.dev', 'https://you.pages.dev'],
    ['https://*.co.uk', 'every site under co.uk', 'https://you.co.uk'],
    ['https://*.com', 'every site under com', 'https://you.com'],
    ['http://*.localhost:4100', 'every site under localhost', 'http://you.localhost:4100'],
    ['https://you.github.io/blog', 'has a path', 'write https://you.github.io'],
  ])('%s: %s', (text, problem, fix) => {
    const fault = findAllowFault(text)
    expect(fault?.problem).toContain(problem)
    expect(fault?.fix).toContain(fix)
  })

  test('the start judges CORS_ORIGINS by the same rule and reports all faults together', () => {
    const vars = { CORS_ORIGINS: 'https://*.example.com, https://*.github.io', PORT: 'x' }
    const read = () => readEnv(vars, findAllowFault)
    expect(read).toThrow(EnvFault)
    expect(read).toThrow(/PORT.*SECRET_KEY.*CORS_ORIGINS "https:\/\/\*\.github\.io" would trust/s)
  })
})
