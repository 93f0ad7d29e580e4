import { gzipSync } from 'node:zlib'
import { bundleClient } from './bundle-client.ts'

/** What a page loads before it knows who is signed in, in bytes after gzip. */
const CLIENT_LIMIT = 3 * 1024

const gzBytes = gzipSync(await bundleClient(), { level: 9 }).length
console.log(`/client.js: ${gzBytes} bytes after gzip`)
if (gzBytes > CLIENT_LIMIT) {
  console.error(`It is over the limit of ${CLIENT_LIMIT} bytes by ${gzBytes - CLIENT_LIMIT}.`)
  process.exitCode = 1
}
