import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The edge middleware of a build: its files, their size in bytes after gzip, and what is wrong with it. */
export type Edge = { files: string[]; gzBytes: number; faults: string[] }

/** What every request to a Next host loads, in bytes after gzip. */
export const MAX_EDGE_BYTES = 65 * 1024

// Texts that a minifier leaves alone, each in every build of the library that the middleware could import.
const UNWANTED: readonly (readonly [library: string, marker: RegExp])[] = [
  ['zod', /\$Zod[A-Z]|ZodError/],
  ['Prisma', /PrismaClient|@prisma\//],
  ['better-sqlite3', /better[-_]sqlite3/],
  ['bcryptjs', /\.\/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/],
  ['jose', /ERR_(?:JOSE|JWS|JWT|JWK|JWKS)_/],
]

/** Measures and judges the edge middleware that `next build` left in the folder `build`. */
export function measureEdge(build: string): Edge {
  const files = listEdgeFiles(build)
  const contents = files.map(file => readFileSync(join(build, file)))
  const gzBytes = contents.reduce((sum, content) => sum + gzipSync(content).length, 0)
  const faults = UNWANTED.flatMap(([library, marker]) => {
    const guilty = files.filter((_, i) => marker.test(contents[i]?.toString('utf8') ?? ''))
    return guilty.length === 0 ? [] : [`It contains ${library}: ${guilty.join(', ')}`]
  })
  if (files.length === 0) {
    faults.push(`${build} has no edge middleware: run \`npm run build\`, with middleware.ts there.`)
  }
  if (gzBytes > MAX_EDGE_BYTES) {
    faults.push(
      `It is over the limit of ${formatKilobytes(MAX_EDGE_BYTES)} by ${gzBytes - MAX_EDGE_BYTES} bytes.`,
    )
  }
  return { files, gzBytes, faults }
}

/** Next's manifest lists every file that the edge runtime loads before the middleware runs. */
function listEdgeFiles(build: string): string[] {
  const path = join(build, 'server/middleware-manifest.json')
  if (!existsSync(path)) return []
  const manifest: { middleware: Record<string, { files: string[] }> } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  return Object.values(manifest.middleware).flatMap(({ files }) => files)
}

const formatKilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`

if (import.meta.main) {
  const { files, gzBytes, faults } = measureEdge(join(import.meta.dirname, '../.next'))
  console.log(`Edge middleware: ${formatKilobytes(gzBytes)} after gzip, in ${files.length} files`)
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
}
