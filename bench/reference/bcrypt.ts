import { readlinkSync } from 'node:fs'
import { availableParallelism, setPriority } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

// Plain bcryptjs on every core: `node bcrypt.ts <hash> <password> <count>` compares them `count` times and prints how
// many seconds that took.

type Task = { hash: string; password: string; left: Int32Array }

if (isMainThread) {
  const [hash = '', password = '', count = ''] = process.argv.slice(2)
  const left = new Int32Array(new SharedArrayBuffer(4)).fill(Number(count))
  const task: Task = { hash, password, left }
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL(import.meta.url), { workerData: task }),
  )
  const receiveFromAll = (text: string) =>
    Promise.all(workers.map(w => new Promise<void>(on => w.on('message', m => m === text && on()))))
  const [ready, done] = [receiveFromAll('ready'), receiveFromAll('done')]
  await ready
  const started = performance.now()
  for (const worker of workers) worker.postMessage('go')
  await done
  console.log((performance.now() - started) / 1000)
  process.exit()
}

// The product's workers have this priority, too. It matters only while other processes want the cores.
if (process.platform === 'linux') {
  setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), 19)
}
const { hash, password, left }: Task = workerData
bcrypt.hashSync('', 4)
parentPort?.on('message', () => {
  while (Atomics.sub(left, 0, 1) > 0) bcrypt.compareSync(password, hash)
  parentPort?.postMessage('done')
})
parentPort?.postMessage('ready')
