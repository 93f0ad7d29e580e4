import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Child, runFailing } from '../fixtures/child.ts'
import { postJson, send } from '../fixtures/client.ts'
import { expectProblem } from '../fixtures/expectations.ts'
import { mountDisk } from '../fixtures/full-disk.ts'
import { ADMIN, type Host } from '../fixtures/host.ts'
import { startHost } from '../fixtures/start-host.ts'

// A disk that fills up under a running server, and has room again.

const FULL =
  'The disk of the database is full. Free some space: the server goes on without a restart.'

let disk: Awaited<ReturnType<typeof mountDisk>>
let host: Host
let child: Child
let settings: Record<string, string>
beforeAll(async () => {
  disk = await mountDisk(8)
  const databaseUrl = `file:${join(disk.folder, 'latchkey.db')}`
  ;({ host, child, settings } = await startHost({ server: 'server.ts', databaseUrl }))
  disk.fill()
})
afterAll(async () => {
  await child?.stop()
  await disk?.unmount()
})

const signIn = () => postJson(host, '/api/authenticate', ADMIN)

it('503: signing in, with Retry-After and its cause in the log', async () => {
  // What is left of the log that SQLite writes may take a few more.
  await expect.poll(async () => (await signIn()).status).toBe(503)
  for (let i = 0; i < 5; i++) {
    const answer = await signIn()
    expectProblem(answer, 503)
    expect(answer.one('retry-after')).toBe('5')
    expect(answer.json()).toMatchObject({ code: 'database_down' })
  }
  await expect.poll(child.output).toContain('"reason":"The disk of the database is full."')
})

it('503: /readyz, while /healthz is 200', async () => {
  const answer = await send(host, { path: '/readyz' })
  expectProblem(answer, 503, 'The database takes no writes.')
  expect((await send(host, { path: '/healthz' })).status).toBe(200)
})

it('the doctor is red, by the sentence of all commands', async () => {
  const told = await runFailing(['bin/latchkey.mjs', 'doctor', '--json'], settings)
  const faults = JSON.parse(told).filter(({ state }: { state: string }) => state === 'fault')
  expect(faults.map(({ says, fix }: Record<string, string>) => `${says} ${fix}`)).toContain(FULL)
})

it.each([
  'user create ada --generate',
  'user reset-password admin',
  'sessions revoke --all --yes',
  'origins add https://a.example.com',
  'keys rotate',
  'keys rotate --compromised',
  'keys replace-secret --print --yes',
])('latchkey %s says so in a sentence', async typed => {
  const argv = ['bin/latchkey.mjs', ...typed.split(' ')]
  expect(await runFailing(argv, settings, 'stderr')).toBe(`${FULL}\n`)
})

it('latchkey backup says which disk is full', async () => {
  const file = join(disk.folder, 'backups', 'a.db')
  const told = await runFailing(['bin/latchkey.mjs', 'backup', '--out', file], settings, 'stderr')
  expect(told).toBe(
    `There is no room for the backup in ${join(disk.folder, 'backups')}. Free some space, or name another folder with --out.\n`,
  )
})

it('200: signing in and /readyz when there is room again, without a restart', async () => {
  await disk.free()
  expect((await signIn()).status).toBe(200)
  await expect.poll(async () => (await send(host, { path: '/readyz' })).status).toBe(200)
})
