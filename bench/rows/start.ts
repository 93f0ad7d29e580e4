import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { send } from '../../e2e/fixtures/client.ts'
import { computeMedian } from '../rounds.ts'
import type { Row } from '../row.ts'
import { ROOT, type Stage } from '../stage.ts'

const ROUNDS = 3
const START_TIMEOUT_MS = 60_000

export const startRow: Row = {
  name: 'start',
  what: 'npm start on a built tree to the first answer of /login',
  unit: 's',
  bound: { atMost: 3 },
  async measure(stage) {
    // The first start may still have to set something up.
    const first = await measureStart(stage)
    const seconds: number[] = []
    for (let i = 0; i < ROUNDS; i++) {
      seconds.push(await measureStart(stage))
      process.stderr.write('.')
    }
    return {
      value: computeMedian(seconds),
      subject: `${computeMedian(seconds).toFixed(2)} s`,
      reference: '',
      notes: [
        `single starts: ${seconds.map(s => s.toFixed(2)).join(', ')} s`,
        `first start, not counted: ${first.toFixed(2)} s`,
      ],
    }
  },
}

/** Seconds from `npm start` to the first page. */
async function measureStart(stage: Stage): Promise<number> {
  const settings = stage.settings('npm start')
  const port = Number(settings.PORT)
  const started = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    detached: true,
  })
  let printed = ''
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', text => (printed += text))
  const ended = once(npm, 'exit')
  try {
    while (!(await isAnswering(port))) {
      const late = performance.now() - started > START_TIMEOUT_MS
      if (npm.exitCode !== null || late) throw new Error(`npm start did not serve:\n${printed}`)
      await wait(20)
    }
    return (performance.now() - started) / 1000
  } finally {
    // npm, its shell and the server are in one process group.
    if (npm.pid && npm.exitCode === null) process.kill(-npm.pid, 'SIGTERM')
    await ended
    while (await isAnswering(port)) await wait(50)
  }
}

const isAnswering = (port: number) =>
  send({ port }, { path: '/login' }).then(
    ({ status }) => status === 200,
    () => false,
  )
