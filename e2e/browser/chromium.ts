import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright/test'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** How to launch the Chromium or Chrome that is installed on this machine, else Playwright's own. */
export function chromiumLaunch(): LaunchOptions {
  const executablePath = USUAL_PLACES.find(place => existsSync(place))
  // Chromium's sandbox does not run as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { args, ...(executablePath && { executablePath }) }
}
