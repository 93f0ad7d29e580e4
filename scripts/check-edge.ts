import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The edge middleware of a build: its files, their size in bytes after gzip, and which rules it violates. */
export type Edge = { files: string[]; gzBytes: number; violations: string[] }

/** Every request to a Next host runs through the middleware: bytes after gzip. */
export const MAX_EDGE_BYTES = 70 * 1024

// Texts that a minifier does not change, and that are in every build of the library that middleware can import.
const UNWANTED: readonly (readonly [library: string, marker: RegExp])[] = [
  ['zod', /\$Zod[A-Z]|ZodError/],
  ['Prisma', /PrismaClient|@prisma\//],
  ['better-sqlite3', /better[-_]sqlite3/],
  ['bcryptjs', /\.\/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/],
  ['jose', /ERR_(?:JOSE|JWS|JWT|JWK|JWKS)_/],
]

/** Measures and checks the edge middleware that `next build` wrote into the folder `build`. */
export function measureEdge(build: string): Edge {
  const files = listEdgeFiles(build)
  const contents = files.map(file => readFileSync(join(build, file)))
  const gzBytes = contents.reduce((sum, content) => sum + gzipSync(content).length, 0)
  const violations = UNWANTED.flatMap(([library, marker]) => {
    const found = files.filter((_, i) => marker.test(contents[i]?.toString('utf8') ?? ''))
    return found.length === 0 ? [] : [`It contains ${library}: ${found.join(', ')}`]
  })
  if (files.length === 0) {
    violations.push(
      `${build} has no edge middleware. Run \`npm run build\` with middleware.ts in place.`,
    )
  }
  if (gzBytes > MAX_EDGE_BYTES) {
    violations.push(
      `It exceeds the limit of ${formatKilobytes(MAX_EDGE_BYTES)} by ${gzBytes - MAX_EDGE_BYTES} bytes.`,
    )
  }
  return { files, gzBytes, violations }
}

/** Lists the files that the edge runtime loads before the middleware runs, from Next's manifest. */
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
  const { files, gzBytes, violations } = measureEdge(join(import.meta.dirname, '../.next'))
  console.log(`Edge middleware: ${formatKilobytes(gzBytes)} after gzip, in ${files.length} files`)
  for (const violation of violations) console.error(violation)
  process.exitCode = violations.length === 0 ? 0 : 1
}
