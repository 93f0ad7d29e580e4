import { describe, expect, test } from 'vitest'
import { estimateStrength, STRENGTHS } from './password-strength.ts'

const said = async (password: string, known: string[] = []) =>
  STRENGTHS[(await estimateStrength(password, known)).strength]

describe('estimateStrength', () => {
  test.each([
    ['Too short', ''],
    ['Too short', 'Tr0ub4!'],
    ['Too short', '🔑🔑🔑🔑🔑🔑🔑'],
    ['Weak', 'aaaaaaaaaaaaaaaaaaaa'],
    ['Weak', 'abcdefghijklmnop'],
    ['Weak', 'Password1'],
    ['Weak', 'qwertyuiop1'],
    ['Strong', 'correct horse battery'],
    ['Strong', 'kR7#vexil4mZ!'],
  ] as const)('%s: %s', async (words, password) => {
    expect(await said(password)).toBe(words)
  })

  test('words that others know about the owner count little', async () => {
    expect(await said('gracehopper19')).not.toBe('Weak')
    expect(await said('gracehopper19', ['Grace Hopper'])).toBe('Weak')
    expect(await said('hopper123', ['hopper@example.org'])).toBe('Weak')
  })

  test.each([
    ['Password1', 'It is one of the first that attackers try.'],
    ['aaaaaaaaaa', 'Repeats add little.'],
    ['abcdefghij', 'Runs such as abc or 321 add little.'],
    ['adahopperx', 'Avoid names that others know.'],
    ['kR7#vexil4mZ!', ''],
  ])('to %s it says “%s”', async (password, hint) => {
    expect((await estimateStrength(password, ['adahopper'])).hint).toBe(hint)
  })
})
