import { defineConfig } from 'vitest/config'

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
          globalSetup: ['e2e/fixtures/unit-postgres.ts'],
          // The set-up migrates too, and what runs it for Vitest cannot resolve the WebAssembly that this loads.
          server: { deps: { external: [/\/prisma\/schema-engine\.ts$/] } },
          testTimeout: 60_000,
          maxWorkers: 2,
          env: { LOG_LEVEL: 'error' },
        },
      },
      {
        test: {
          name: 'contract',
          include: ['e2e/contract/**/*.test.ts'],
          globalSetup: ['e2e/fixtures/contract-hosts.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          // The contract once more, through nginx: `npm run test:nginx`.
          name: 'nginx',
          include: ['e2e/contract/**/*.test.ts'],
          // These start servers of their own, and the doctor is asked of one that no proxy stands before.
          exclude: [
            ...['deployed', 'doctor', 'nodes', 'output', 'overload', 'stop', 'tracing', 'workers'],
          ].map(name => `e2e/contract/${name}.test.ts`),
          globalSetup: ['e2e/fixtures/proxied-host.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browsers',
          include: ['e2e/browsers/**/*.test.ts'],
          // Firefox takes a minute and a half where the machine has other work.
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
