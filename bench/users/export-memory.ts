import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import type { Side } from './measure.ts'

/** What an export takes: how much memory over the idle state at most, how many bytes and seconds. */
export type ExportMemory = { idle: number; most: number; bytes: number; seconds: number }

/** How often memory is looked at, in ms. */
const SAMPLE_INTERVAL_MS = 200

/** Streams the export of everybody away and watches the server's resident memory, in MB. Linux only. */
export async function measureExportMemory(
  { port, token }: Side,
  pid: number,
): Promise<ExportMemory> {
  const idle = readResidentMb(pid)
  let most = idle
  const watch = setInterval(() => {
    most = Math.max(most, readResidentMb(pid))
  }, SAMPLE_INTERVAL_MS)
  const started = performance.now()
  try {
    const bytes = await drainExport(port, token)
    return { idle, most, bytes, seconds: (performance.now() - started) / 1000 }
  } finally {
    clearInterval(watch)
  }
}

function readResidentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}

function drainExport(port: number, token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` }
  const path = '/api/users/export?format=csv'
  return new Promise((resolve, reject) => {
    let bytes = 0
    get({ host: '127.0.0.1', port, path, headers }, answer => {
      answer.on('data', chunk => (bytes += chunk.length))
      answer.on('end', () =>
        answer.complete ? resolve(bytes) : reject(new Error('It broke off.')),
      )
    }).on('error', reject)
  })
}
