import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, type Scratch, startScratch } from '../e2e/fixtures/scratch.ts'
import { migrate } from './migrate.ts'
import { listMigrationNames } from './migrations.ts'

describe.each(engines)('migrate on %s', engine => {
  let scratch: Scratch

  beforeAll(async () => {
    scratch = await startScratch(engine)
  }, 60_000)
  afterAll(() => scratch.stop())

  test('several processes that start at once apply each migration once', async () => {
    const url = await scratch.createDatabase()
    const script = `const { migrate } = await import('${here('migrate.ts')}')
      console.log((await migrate('${url}')).join())`
    const outputs = await Promise.all([run(script), run(script), run(script)])
    expect(outputs.filter(output => output !== '')).toEqual([
      (await listMigrationNames(engine)).join(),
    ])
  })

  test('does not load the schema engine when there is nothing to migrate', async () => {
    const url = await scratch.createDatabase()
    await migrate(url)
    const script = `const { migrate } = await import('${here('migrate.ts')}')
      delete globalThis.WebAssembly
      console.log(await migrate('${url}'))`
    expect(await run(script)).toBe('[]')
  })

  test('leaves no timer behind that would keep a finished script running', async () => {
    const url = await scratch.createDatabase()
    const script = `const { migrate } = await import('${here('migrate.ts')}')
      await migrate('${url}')
      console.log(process.getActiveResourcesInfo().join())`
    expect(await run(script)).not.toContain('Timeout')
  })

  test('waits for another process, and takes over when that process is killed half-way', async () => {
    const url = await scratch.createDatabase()
    const other = start(`
      const { openForMigration } = await import('${here('open-for-migration.ts')}')
      const database = await openForMigration('${url}')
      await database.begin()
      await database.adapter.executeScript('CREATE TABLE "User" (half INTEGER)')
      console.log('half-way')
      setInterval(() => {}, 1000)`)
    await once(other.stdout as NodeJS.ReadableStream, 'data')

    const migrating = migrate(url)
    const exited = once(other, 'exit')
    other.kill('SIGKILL')
    await exited

    expect(await migrating).toEqual(await listMigrationNames(engine))
  })
})

function here(file: string): string {
  return join(import.meta.dirname, file)
}

function start(script: string): ChildProcess {
  const args = ['--input-type=module', '-e', script]
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function run(script: string): Promise<string> {
  const child = start(script)
  let output = ''
  child.stdout?.on('data', chunk => (output += chunk))
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
  return output.trim()
}
