import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyProgram } from '../fixtures/copy-program.ts'
import { SECRET_KEY } from '../fixtures/host.ts'
import { requestResource } from '../fixtures/request-resource.ts'
import { engines } from '../fixtures/scratch.ts'

// docs/upgrade.md, from this version to the next and back. The next one has a migration more.

const NEXT = '99990101000000_later'
const NEWER =
  'The database was migrated by a newer version of Latchkey than this one. Start that version again, or restore a backup from before: see docs/upgrade.md.\n'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-upgrade-'))
  for (const version of ['this', 'next']) {
    const { modules } = copyProgram(join(folder, version))
    symlinkSync(modules, join(folder, version, 'node_modules'))
  }
  for (const engine of engines) {
    const migration = join(folder, 'next/prisma/migrations', engine, NEXT)
    mkdirSync(migration)
    writeFileSync(
      join(migration, 'migration.sql'),
      'ALTER TABLE "User" ADD COLUMN "later" INTEGER;\n',
    )
  }
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(engines)('an update with a migration in it, on %s', engine => {
  let databaseUrl: string
  let backup: string
  beforeAll(async () => {
    databaseUrl = await createDatabase('upgrade')
    backup = join(folder, `before-${engine}.db`)
  })

  const createDatabase = async (name: string) =>
    engine === 'sqlite' ? `file:${join(folder, name)}.db` : requestResource<string>(name)

  /** Runs a script of one of both versions, as an operator does in its folder. */
  async function run(version: 'this' | 'next', script: string, ...args: string[]) {
    const env = {
      PATH: process.env.PATH,
      SECRET_KEY,
      DATABASE_URL: databaseUrl,
      BCRYPT_COST: '4',
      // Both versions have the same dependencies.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    }
    const options = { cwd: join(folder, version), env: env as unknown as NodeJS.ProcessEnv }
    return promisify(execFile)(process.execPath, [script, ...args], options).then(
      output => ({ ...output, code: 0 }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    )
  }
  const latchkey = (version: 'this' | 'next', ...argv: string[]) =>
    run(version, 'bin/latchkey.mjs', ...argv)
  const users = async (version: 'this' | 'next') =>
    JSON.parse((await latchkey(version, 'user', 'list', '--json')).stdout).users.map(
      ({ uid }: { uid: string }) => uid,
    )

  it('1. a backup before', async () => {
    expect((await run('this', 'prisma/migrate.ts')).code).toBe(0)
    expect((await latchkey('this', 'user', 'create', 'ada', '--generate')).code).toBe(0)
    expect((await latchkey('this', 'backup', '--out', backup)).code).toBe(0)
  })

  it('2. the next version adds what it needs, and keeps what was there', async () => {
    expect((await run('next', 'prisma/migrate.ts')).stdout).toBe(`Applied ${NEXT}.\n`)
    expect((await run('next', 'prisma/migrate.ts')).stdout).toBe('Nothing to migrate.\n')
    expect((await latchkey('next', 'user', 'create', 'grace', '--generate')).code).toBe(0)
    expect((await users('next')).toSorted()).toEqual(['ada', 'grace'])
  })

  it('3. this version refuses the database from now on, and says what to do', async () => {
    expect(await latchkey('this', 'user', 'list')).toEqual({ code: 3, stdout: '', stderr: NEWER })
    expect(await run('this', 'server.ts')).toMatchObject({ code: 1, stderr: `\n${NEWER}` })
  })

  it('4. back: the backup from before, and this version works', async () => {
    if (engine === 'postgresql') {
      const refused = await latchkey('this', 'restore', backup, '--force')
      expect(refused).toMatchObject({ code: 3, stderr: NEWER })
      expect((await users('next')).length).toBe(2)
      databaseUrl = await createDatabase('upgrade-back')
    }
    expect((await latchkey('this', 'restore', backup, '--force')).code).toBe(0)
    expect(await users('this')).toEqual(['ada'])
  })
})
