import { spawnSync } from 'node:child_process'

// `npm run test:contract`: the contract on every host, or where the arguments say, as in
// `npm run test:contract -- --project server-sqlite users`.

const PROJECTS = ['server-sqlite', 'server-postgres', 'next-sqlite', 'nginx', 'processes']

const args = process.argv.slice(2)
const isNamed = args.some(arg => arg.startsWith('--project'))
const projects = isNamed ? [] : PROJECTS.map(name => `--project=${name}`)
const vitest = 'node_modules/vitest/vitest.mjs'
const { status } = spawnSync(process.execPath, [vitest, 'run', ...projects, ...args], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
