import { get } from 'node:http'
import { readResidentMb } from '../resident-memory.ts'
import type { Side } from './measure.ts'

/** The resident memory of the server in MB, before the export and at most, and the size and duration of the export. */
export type ExportMemory = { idle: number; most: number; bytes: number; seconds: number }

/** How often the memory is read. */
const SAMPLE_INTERVAL_MS = 200

/** Exports all users and watches the resident memory of the server with the process ID `pid`. Linux only. */
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

function drainExport(port: number, token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` }
  const path = '/api/users/export?format=csv'
  return new Promise((resolve, reject) => {
    let bytes = 0
    get({ host: '127.0.0.1', port, path, headers }, answer => {
      answer.on('data', chunk => (bytes += chunk.length))
      answer.on('end', () =>
        answer.complete ? resolve(bytes) : reject(new Error('The export broke off.')),
      )
    }).on('error', reject)
  })
}
