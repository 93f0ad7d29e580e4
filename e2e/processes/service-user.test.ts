import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runAsRoot } from '../fixtures/as-root.ts'
import { SECRET_KEY } from '../fixtures/host.ts'
import { installForService, SERVICE_USER } from '../fixtures/installation.ts'

// The command line, for a user who may read the installation and nothing more.

let installed: Awaited<ReturnType<typeof installForService>>
beforeAll(async () => {
  installed = await installForService({ SECRET_KEY, BCRYPT_COST: '4' })
  await installed.run(installed.srv, installed.node, 'prisma/migrate.ts')
})
afterAll(() => installed?.remove())

/** Runs a command in the folder of the installation, as the pages show it. */
const latchkey = (...argv: string[]) =>
  installed.run(installed.srv, installed.node, 'bin/latchkey.mjs', ...argv)

it('creates and lists users', async () => {
  const created = await latchkey('user', 'create', 'ada', '--role', 'Admin', '--generate')
  expect(created).toMatchObject({ code: 0, stderr: '' })
  const listed = await latchkey('user', 'list')
  expect(listed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('ada') })
})

it('works in every folder', async () => {
  const program = join(installed.srv, 'bin/latchkey.mjs')
  const listed = await installed.run('/', installed.node, program, 'user', 'list')
  expect(listed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('ada') })
})

it('writes a backup beside the database, and restores it', async () => {
  const written = await latchkey('backup', '--json')
  expect(written).toMatchObject({ code: 0, stderr: '' })
  const { file } = JSON.parse(written.stdout)
  expect(file).toMatch(`${installed.data}/backups/latchkey-`)
  expect(await latchkey('restore', file, '--force')).toMatchObject({ code: 0, stderr: '' })
})

it('says in a sentence that it may not write into a folder', async () => {
  const closed = join(installed.srv, 'closed')
  await runAsRoot('mkdir', '--mode=700', closed)
  const stderr = `${closed} cannot be opened: permission denied.\n`
  const written = await latchkey('backup', '--out', join(closed, 'file'))
  expect(written).toEqual({ code: 1, stdout: '', stderr })
})

it('asks the doctor, who finds no fault in the database', async () => {
  const { code, stdout, stderr } = await latchkey('doctor', '--json')
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  const faults = JSON.parse(stdout).filter(({ state }: { state: string }) => state === 'fault')
  expect(faults.map(({ check }: { check: string }) => check)).not.toContain('Database')
})

it('replaces SECRET_KEY in .env for its owner alone, who stays the owner', async () => {
  const file = join(installed.srv, '.env')
  const read = async () => (await runAsRoot('stat', '--format=%a %u %g', file)).stdout
  const kept = await read()
  expect(await latchkey('keys', 'replace-secret', '--yes')).toMatchObject({ code: 1, stdout: '' })
  const argv = ['bin/latchkey.mjs', 'keys', 'replace-secret', '--yes']
  const program = ['env', `--chdir=${installed.srv}`, 'PATH=/usr/bin:/bin', installed.node, ...argv]
  expect(await runAsRoot(...program)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`Wrote a new SECRET_KEY into ${file}.`),
  })
  const { stdout } = await runAsRoot('cat', file)
  expect(stdout).not.toContain(SECRET_KEY)
  expect(stdout).toMatch(/^SECRET_KEY=[\w-]{43}$/m)
  expect(await read()).toBe(kept)
})

it('has changed nothing of the installation, and its database is its own', async () => {
  const { stdout } = await runAsRoot('find', installed.srv, '-xdev', '-not', '-uid', '0')
  expect(stdout).toBe('')
  const foreign = ['find', installed.data, '-not', '-uid', String(SERVICE_USER)]
  expect((await runAsRoot(...foreign)).stdout).toBe('')
})
