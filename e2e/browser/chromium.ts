import type { LaunchOptions } from 'playwright/test'
import { installedChromium } from '../../bin/chromium.mjs'

/** How to launch the Chromium or Chrome that is installed on this machine, else Playwright's own. */
export function chromiumLaunch(): LaunchOptions {
  const executablePath = installedChromium()
  // Chromium's sandbox does not run as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { args, ...(executablePath && { executablePath }) }
}
