import { describe, expect, it } from 'vitest'
import { findApache, installApache } from './apache.mjs'

const root = process.getuid?.() === 0

describe('installApache', () => {
  it.each([
    [0, root],
    [100, false],
  ])('returns whether apt could install it: exit status %i', async (code, expected) => {
    const ran: string[] = []
    const installed = await installApache(async (command: string, args: string[]) => {
      ran.push([command, ...args].join(' '))
      return { code, output: '' }
    })
    expect(installed).toBe(expected)
    expect(ran.some(line => /^apt-get install .*mod-auth-openidc/.test(line))).toBe(root)
  })
})

it('the setup has installed one for the tests', () => {
  expect(findApache()).toMatch(/apache2$/)
})
