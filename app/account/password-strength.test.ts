import { describe, expect, test } from 'vitest'
import { STRENGTHS, strengthOf } from './password-strength.ts'

describe('strengthOf', () => {
  test.each([
    ['Too short', ''],
    ['Too short', 'Tr0ub4!'],
    ['Too short', '🔑🔑🔑🔑🔑🔑🔑'],
    ['Weak', 'aaaaaaaaaaaaaaaaaaaa'],
    ['Weak', '12345678901234567890'],
    ['Weak', 'abcdefghijklmnop'],
    ['Weak', 'Password1'],
    ['Weak', 'passwordpassword'],
    ['Weak', 'qwertyuiop1'],
    ['Fair', 'tobiasmort'],
    ['Good', 'kR7vexil4m'],
    ['Strong', 'correct horse battery'],
    ['Strong', 'kR7#vexil4mZ!'],
  ] as const)('%s: %s', (words, password) => {
    expect(STRENGTHS[strengthOf(password)]).toBe(words)
  })

  test('what everybody can know of its owner counts little', () => {
    expect(strengthOf('gracehopper1906')).toBeGreaterThan(2)
    expect(strengthOf('GraceHopper1906', ['Grace Hopper'])).toBe(1)
    expect(strengthOf('hopper+example.org', ['hopper@example.org'])).toBe(1)
  })

  test('a long piece that is repeated counts once', () => {
    expect(strengthOf('vexilvexilvexil')).toBe(1)
  })
})
