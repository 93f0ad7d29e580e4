import { existsSync } from 'node:fs'
import { installDebianPackages } from './debian.mjs'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of the Chromium or Chrome on this machine; undefined when there is none. */
export function findChromium() {
  return usualPlaces.find(place => existsSync(place))
}

/** The path of Debian's Chromium without windows, which starts faster; undefined when it is not installed. */
export function findHeadlessShell() {
  const place = '/usr/bin/chromium-headless-shell'
  return existsSync(place) ? place : undefined
}

/**
 * Installs a Chromium for the browser tests: that of Playwright if it can be downloaded, else that of Debian, which
 * needs root. `run(command, args)` resolves to `{ code, output }`.
 * @returns whether there is one now.
 */
export async function installChromium(run) {
  const own = await run('npx', ['playwright', 'install', 'chromium'])
  if (own.code === 0) {
    if (process.getuid?.() === 0) await run('npx', ['playwright', 'install-deps', 'chromium'])
    return true
  }
  // Most tests take half the time in the headless shell, but not every Debian has it.
  const both = await installDebianPackages(run, ['chromium', 'chromium-headless-shell'])
  return both || installDebianPackages(run, ['chromium'])
}
