import { execFile } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, expect, test } from 'vitest'
import { makeScratchFolder, writeFiles } from '../e2e/fixtures/scratch-folder.ts'

// What `node bin/latchkey.mjs` starts, in a project with only the files that it reads.

let root: string
beforeEach(() => {
  root = makeScratchFolder()
  writeFiles(root, {
    'package.json': '{ "type": "module" }',
    'bin/cli/main.ts': `const how: string = process.argv.slice(2).join(' ')
      console.log(how)
      process.exitCode = 7`,
  })
  for (const file of [
    'latchkey.mjs',
    'setup/freshness.mjs',
    'setup/node.mjs',
    'compile-cache.mjs',
  ]) {
    cpSync(join(import.meta.dirname, file), join(root, 'bin', file))
  }
})

async function run(launcher = 'bin/latchkey.mjs') {
  const ran = promisify(execFile)(process.execPath, [launcher, 'user', 'list'], { cwd: root })
  const done = await ran.then(
    output => ({ ...output, code: 0 }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
  return { code: done.code, stdout: done.stdout, stderr: done.stderr }
}

test('says how to install when nothing is installed', async () => {
  const { code, stdout, stderr } = await run()
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(/is not installed yet\. Run `npm start` there once/)
})

test('runs after `npm run generate` without bin/setup.mjs, as in the Docker image', async () => {
  const generate = readFileSync(join(import.meta.dirname, '../prisma/generate.ts'), 'utf8')
  expect(generate).toContain("const STAMP_FILE = join(GENERATED_FOLDER, 'stamp')")
  writeFiles(root, { 'node_modules/commander/package.json': '{}', 'lib/generated/stamp': '' })
  expect((await run()).code).toBe(7)
})

test('runs the program with the same arguments, and exits with its status', async () => {
  install()
  expect(await run()).toEqual({ code: 7, stdout: 'user list\n', stderr: '' })
})

test('runs the program with the project’s own Node when that of the machine is older', async () => {
  install()
  // Pretends to be an older Node. The process that it starts does not inherit that.
  const older = `Object.defineProperty(process, 'versions', { value: { node: '20.1.0' } })
    await import('./latchkey.mjs')`
  writeFiles(root, { 'bin/older.mjs': older })
  expect((await run('bin/older.mjs')).stderr).toMatch(
    /needs Node 24\.7 or newer, and this is 20\.1\.0\. Run/,
  )
  writeFiles(root, { 'node_modules/node/bin/kept': '' })
  symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'))
  expect(await run('bin/older.mjs')).toEqual({ code: 7, stdout: 'user list\n', stderr: '' })
})

function install(): void {
  writeFiles(root, {
    'node_modules/commander/package.json': '{}',
    'lib/generated/stamp': '',
  })
}
