import { defineConfig } from 'playwright/test'
import { buildShellLaunch } from './chromium.ts'

const OWN_HOST = 'own-host.test.ts'
const SITES = ['client-*.test.ts', 'doctor-verdicts.test.ts']

export default defineConfig({
  testDir: '.',
  // What starts a server of its own comes first, so that the rest fills both workers to the end.
  projects: [
    { name: 'own-host', testMatch: OWN_HOST, workers: 1 },
    { name: 'sites', testMatch: SITES, workers: 1 },
    { name: 'pages', testMatch: '*.test.ts', testIgnore: [OWN_HOST, ...SITES] },
  ],
  globalSetup: './start.ts',
  outputDir: '../../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // A machine with other work takes five times as long as an idle one, on which the longest takes ten seconds.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['../ran/playwright.ts']],
  use: {
    browserName: 'chromium',
    reuseContext: true,
    launchOptions: buildShellLaunch(),
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
  },
})
