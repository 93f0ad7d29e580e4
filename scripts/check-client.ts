import { gzipSync } from 'node:zlib'
import { bundleClient } from './bundle-client.ts'

/** A page loads this before it knows who is signed in: bytes after gzip. */
const MAX_CLIENT_BYTES = 3 * 1024

const gzBytes = gzipSync(await bundleClient(), { level: 9 }).length
console.log(`/client.js: ${gzBytes} bytes after gzip`)
if (gzBytes > MAX_CLIENT_BYTES) {
  console.error(
    `It exceeds the limit of ${MAX_CLIENT_BYTES} bytes by ${gzBytes - MAX_CLIENT_BYTES} bytes.`,
  )
  process.exitCode = 1
}
