import { defineConfig } from 'playwright/test'
import { buildShellLaunch } from './chromium.ts'

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  globalSetup: './start.ts',
  outputDir: '../../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['../ran/playwright.ts']],
  use: {
    browserName: 'chromium',
    launchOptions: buildShellLaunch(),
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
  },
})
