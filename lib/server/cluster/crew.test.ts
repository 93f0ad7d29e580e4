import cluster from 'node:cluster'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeScratchFolder, writeFiles } from '../../../e2e/fixtures/scratch-folder.ts'
import { Crew, computePauseMs } from './crew.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

it('replaces a worker at once after a single death, and waits longer with each early death', () => {
  expect(computePauseMs(1)).toBe(0)
  expect([2, 3, 4].map(computePauseMs)).toEqual([500, 1000, 2000])
  expect([8, 9, 1000].map(computePauseMs)).toEqual([30_000, 30_000, 30_000])
})

it('replaces a worker that died while others were still starting', async () => {
  const folder = makeScratchFolder()
  const worker = `process.on('message', () => {})\nprocess.send({ serving: {} })\n`
  writeFiles(folder, { 'worker.mjs': worker })
  cluster.setupPrimary({ exec: join(folder, 'worker.mjs'), execArgv: [] })
  let served = 0
  cluster.on('message', () => served++)
  const crew = new Crew()
  await crew.hire()
  await crew.hire()
  const [victim] = Object.values(cluster.workers ?? {})
  victim?.process.kill('SIGKILL')
  if (victim) await once(victim, 'exit')
  crew.startReplacing()
  await expect.poll(() => served, { timeout: 20_000 }).toBe(3)
  expect(await crew.dismiss(20_000)).toBe(true)
})
