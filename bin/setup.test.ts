import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, globSync, readFileSync, rmSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { parseEnv, promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { readEnv } from '#lib/env/env.ts'
import { makeScratchFolder, writeFiles } from '../e2e/fixtures/scratch-folder.ts'

// The whole setup in a project of a few files, with a script in place of npm.

let root: string
beforeEach(() => {
  root = makeScratchFolder()
  writeFiles(root, {
    'package.json': '{ "type": "module" }',
    'package-lock.json': '{ "packages": {} }',
    'prisma/schema.prisma': 'model A {}',
    'prisma/generate.ts': `
      import { appendFileSync, mkdirSync } from 'node:fs'
      mkdirSync('lib/generated', { recursive: true })
      appendFileSync('generated.log', process.execPath + '\\n')`,
    'scripts/bundle-client.ts': '',
  })
  for (const file of globSync('{setup.mjs,setup/*.mjs}', { cwd: import.meta.dirname })) {
    cpSync(join(import.meta.dirname, file), join(root, 'bin', file))
  }
  npmDoes(`
    echo "$@" >> npm.log
    mkdir -p node_modules/node/bin && ln -sf "${process.execPath}" node_modules/node/bin/node`)
})

function npmDoes(script: string): void {
  writeFiles(root, { 'system/npm': `#!/bin/sh\n${script}\n` })
  chmodSync(join(root, 'system/npm'), 0o755)
}

async function setup(plan: string, vars: Record<string, string> = {}) {
  const path = [join(root, 'system'), process.env.PATH].join(delimiter)
  const options = { cwd: root, env: { NODE_ENV: 'production', PATH: path, ...vars } as const }
  const ran = promisify(execFile)(process.execPath, ['bin/setup.mjs', plan], options)
  const { code = 0, stdout, stderr } = await ran.catch(error => error)
  const lines = stdout
    .replace(/\(\d+\.\d s\)/g, '(time)')
    .trim()
    .split('\n')
  return { code, lines, stderr }
}

const read = (name: string) => readFileSync(join(root, name), 'utf8')
const loggedLines = (name: string) => read(name).trim().split('\n')

test('a fresh clone is installed and configured once, and then left alone', async () => {
  expect(await setup('dev')).toEqual({
    code: 0,
    lines: [
      '… dependencies: installing from package-lock.json',
      '✓ dependencies (time)',
      '✓ .env with a random SECRET_KEY',
      '… database clients: generating',
      '✓ database clients (time)',
      '… browser client: bundling',
      '✓ browser client (time)',
    ],
    stderr: '',
  })
  const upToDate = [
    '· dependencies up to date',
    '· database clients up to date',
    '· browser client up to date',
  ]
  expect(await setup('dev')).toEqual({ code: 0, lines: upToDate, stderr: '' })
  expect(loggedLines('npm.log')).toEqual([
    'install --no-save --include=dev --no-audit --no-fund --loglevel=error',
  ])
  expect(loggedLines('generated.log')).toHaveLength(1)
})

test('a step is repeated when its sources changed, and no other step is', async () => {
  await setup('dev')
  writeFiles(root, { 'prisma/schema.prisma': 'model B {}' })
  expect((await setup('dev')).lines).toEqual([
    '· dependencies up to date',
    '… database clients: generating',
    '✓ database clients (time)',
    '· browser client up to date',
  ])
  rmSync(join(root, 'node_modules'), { recursive: true })
  expect((await setup('dev')).lines).toEqual([
    '… dependencies: installing from package-lock.json',
    '✓ dependencies (time)',
    '· database clients up to date',
    '· browser client up to date',
  ])
})

describe('.env', () => {
  test('is valid, random and for its owner alone', async () => {
    await setup('dev')
    const first = read('.env')
    expect(statSync(join(root, '.env')).mode & 0o777).toBe(0o600)
    const { secretKeys, corsOrigins, returnAddresses } = readEnv(parseEnv(first))
    expect(Buffer.from(secretKeys[0] ?? '', 'base64url')).toHaveLength(32)
    expect(corsOrigins).toEqual(['http://localhost:4100'])
    expect(returnAddresses).toEqual(['http://localhost:4100/'])
    rmSync(join(root, '.env'))
    await setup('dev')
    expect(read('.env')).not.toBe(first)
  })

  test('is never overwritten', async () => {
    writeFiles(root, { '.env': 'PORT=1\n' })
    await setup('dev')
    expect(read('.env')).toBe('PORT=1\n')
  })

  test('is not written when the environment has the key, nor for tests', async () => {
    await setup('dev', { SECRET_KEY: 'any' })
    await setup('test')
    expect(existsSync(join(root, '.env'))).toBe(false)
  })
})

describe('a failure is explained', () => {
  test('npm fails: its output, a hint, and no further step', async () => {
    npmDoes('echo "npm error code ENOTFOUND" >&2; exit 1')
    const { code, lines, stderr } = await setup('dev')
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe('✗ dependencies')
    expect(stderr).toContain('npm error code ENOTFOUND')
    expect(stderr).toContain('The npm registry was not reached')
    expect(existsSync(join(root, '.env'))).toBe(false)
    npmDoes('exit 1')
    expect((await setup('dev')).code).toBe(1)
  })

  test('npm runs no install scripts, so that there is no Node', async () => {
    npmDoes('mkdir -p node_modules')
    const { code, stderr } = await setup('dev')
    expect(code).toBe(1)
    expect(stderr).toContain('--ignore-scripts=false')
  })

  test('a step fails: its output, and the next setup repeats it', async () => {
    writeFiles(root, { 'prisma/generate.ts': "console.error('schema is wrong'); process.exit(3)" })
    for (const _ of ['first', 'again']) {
      const { code, stderr } = await setup('dev')
      expect(code).toBe(1)
      expect(stderr).toContain('schema is wrong')
      expect(stderr).toContain('`node prisma/generate.ts` failed')
    }
  })

  test('an unknown plan', async () => {
    const { code, stderr } = await setup('constructor')
    expect(code).toBe(1)
    expect(stderr).toContain('Usage: node bin/setup.mjs start|dev|test|bench|build|built')
  })
})

test('a build made by hand is not repeated', async () => {
  npmDoes(`mkdir -p node_modules/node/bin node_modules/next/dist/bin
    ln -sf "${process.execPath}" node_modules/node/bin/node
    echo "throw new Error('built again')" > node_modules/next/dist/bin/next`)
  await setup('build')
  writeFiles(root, { '.next/BUILD_ID': 'x', 'app/page.tsx': 'export default 1' })
  await setup('built')
  expect((await setup('test')).lines).toContain('· build up to date')
  writeFiles(root, { 'app/page.tsx': 'export default 2' })
  const { code, stderr } = await setup('test')
  expect([code, stderr]).toEqual([1, expect.stringContaining('built again')])
})
