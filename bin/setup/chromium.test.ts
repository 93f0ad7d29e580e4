import { describe, expect, it } from 'vitest'
import { installChromium } from './chromium.mjs'

/** A machine on which the commands that contain one of `failing` fail; gives what was run. */
async function installing(failing: string[]) {
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
  it("takes Playwright's own where it can be downloaded", async () => {
    const { installed, ran } = await installing([])
    expect(installed).toBe(true)
    expect(ran.join()).not.toContain('apt-get')
  })

  it("takes Debian's where it cannot, which needs root", async () => {
    const { installed, ran } = await installing(['playwright install'])
    expect(installed).toBe(root)
    expect(ran.some(line => /apt-get install .*chromium/.test(line))).toBe(root)
  })

  it('does without the shell where there is none', async () => {
    const { installed, ran } = await installing(['playwright install', 'chromium-headless-shell'])
    expect(installed).toBe(root)
    expect(ran.at(-1)?.endsWith('chromium')).toBe(root)
  })

  it('says when there is none', async () => {
    expect((await installing(['install'])).installed).toBe(false)
  })
})
