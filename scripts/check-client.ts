import { gzipSync } from 'node:zlib'
import { bundleClient } from './bundle-client.ts'

/** A page loads this before it knows who is signed in: bytes after gzip. */
const MAX_FIRST_BYTES = 4 * 1024
/** All that a page can load of the client. */
const MAX_ALL_BYTES = 9 * 1024

const { first, more } = await bundleClient()
const firstBytes = measure(first)
check('/client.js', firstBytes, MAX_FIRST_BYTES)
check('/client.js and /client-sign-in.js', firstBytes + measure(more), MAX_ALL_BYTES)

function measure(text: string): number {
  return gzipSync(text, { level: 9 }).length
}

function check(what: string, bytes: number, limit: number): void {
  console.log(`${what}: ${bytes} bytes after gzip`)
  if (bytes <= limit) return
  console.error(`This exceeds the limit of ${limit} bytes by ${bytes - limit} bytes.`)
  process.exitCode = 1
}
