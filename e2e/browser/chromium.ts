import type { LaunchOptions } from 'playwright/test'
import { findChromium, findHeadlessShell } from '../../bin/setup/chromium.mjs'

// Chromium's sandbox does not run as root.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** How to launch the Chromium or Chrome that is installed on this machine, else Playwright's own. */
export function buildChromiumLaunch(): LaunchOptions {
  const executablePath = findChromium()
  return { args, ...(executablePath ? { executablePath } : { channel: 'chromium' }) }
}

/**
 * The same without what draws windows, where there is such a one: it takes half the work, and differs only in what a
 * person sets, such as which cookies are kept.
 */
export function buildShellLaunch(): LaunchOptions {
  const executablePath = findHeadlessShell() ?? findChromium()
  return { args: [...args, '--in-process-gpu'], ...(executablePath && { executablePath }) }
}
