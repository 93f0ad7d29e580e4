import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { findScratchRoot } from './e2e/fixtures/scratch-root.ts'

// Of all that is started from here; `tmpdir()` gives it.
process.env.TMPDIR = findScratchRoot()

// The contract, e2e/contract, has a folder for each room. server.ts on SQLite keeps all of it. Another host need not keep
// once more what a query decides, nor another engine what HTTP decides: each room that is listed here is spared one.
// identity/access.test.ts has every route answer on each.

/** Each has a server of its own to keep busy, or threads that hash. */
const WORKERS = 2

/** How long `expect.poll` waits. Its own second is too short for a machine with other work. */
const POLL_TIMEOUT_MS = 30_000

/** What queries decide, so not on `next start`. */
const ENGINE_ROOMS = ['limits', 'sessions', 'users', 'users/import']
/** What HTTP decides, so not on Postgres. */
const PROTOCOL_ROOMS = ['cors', 'http', 'published', 'sign-in', 'tokens', 'users/avatars']

const CONTRACT = 'e2e/contract/**/*.test.ts'
const listTests = (rooms: string[]) => rooms.map(room => `e2e/contract/${room}/*.test.ts`)

/** Tests that ask a running server. Each worker has a host of its own, which lasts for the run. */
function defineHostProject(
  name: string,
  include: string[],
  exclude: string[] = [],
): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include,
      exclude,
      globalSetup: ['e2e/fixtures/contract-hosts.ts'],
      isolate: false,
      testTimeout: 60_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: POLL_TIMEOUT_MS } },
      maxWorkers: WORKERS,
    },
  }
}

export default defineConfig({
  test: {
    // Which tests ran is held against docs/asvs.md.
    reporters: ['default', './e2e/ran/vitest.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{app,client,lib,prisma,bin,scripts,bench,deploy,e2e/fixtures}/**/*.test.ts',
            '*.test.ts',
          ],
          globalSetup: ['e2e/fixtures/unit-databases.ts'],
          setupFiles: ['e2e/fixtures/unit-setup.ts'],
          isolate: false,
          // The set-up migrates too, and what runs it for Vitest cannot resolve the WebAssembly that this loads.
          server: { deps: { external: [/\/prisma\/schema-engine\.ts$/] } },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          maxWorkers: WORKERS,
          env: { LOG_LEVEL: 'error' },
        },
      },
      defineHostProject('server-sqlite', [CONTRACT]),
      defineHostProject('server-postgres', [CONTRACT], listTests(PROTOCOL_ROOMS)),
      defineHostProject('next-sqlite', [CONTRACT], listTests(ENGINE_ROOMS)),
      // What nginx answers or changes by itself, and the table of CORS, since nginx answers preflights.
      defineHostProject('nginx', ['e2e/nginx/*.test.ts', 'e2e/contract/cors/grants.test.ts']),
      // The whole contract through nginx: `npm run test:nginx`, which is no part of `npm test`.
      defineHostProject('nginx-contract', [CONTRACT]),
      {
        test: {
          // Tests that start servers of their own, and end them.
          name: 'processes',
          include: ['e2e/processes/*.test.ts'],
          globalSetup: ['e2e/fixtures/processes-postgres.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          name: 'browsers',
          include: ['e2e/browsers/**/*.test.ts'],
          // Firefox takes a minute and a half where the machine has other work.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          // One for each browser: most of the time they wait for windows and timers.
          maxWorkers: 3,
        },
      },
    ],
  },
})
