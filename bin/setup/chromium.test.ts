import { describe, expect, it } from 'vitest'
import { installChromium } from './chromium.mjs'

/** Installs on a machine on which commands with one of the texts `failing` fail. @returns the commands as well. */
async function install(failing: string[]) {
  const ran: string[] = []
  const installed = await installChromium(async (command: string, args: string[]) => {
    const line = [command, ...args].join(' ')
    ran.push(line)
    return { code: failing.some(part => line.includes(part)) ? 1 : 0, output: '' }
  })
  return { installed, ran }
}
const root = process.getuid?.() === 0

describe('installChromium', () => {
  it('prefers that of Playwright', async () => {
    const { installed, ran } = await install([])
    expect(installed).toBe(true)
    expect(ran.join()).not.toContain('apt-get')
  })

  it('installs that of Debian when the download fails, as root', async () => {
    const { installed, ran } = await install(['playwright install'])
    expect(installed).toBe(root)
    expect(ran.some(line => /apt-get install .*chromium/.test(line))).toBe(root)
  })

  it('does without the headless shell when Debian has none', async () => {
    const { installed, ran } = await install(['playwright install', 'chromium-headless-shell'])
    expect(installed).toBe(root)
    expect(ran.at(-1)?.endsWith('chromium')).toBe(root)
  })

  it('returns false when all fails', async () => {
    expect((await install(['install'])).installed).toBe(false)
  })
})
