import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAX_EDGE_BYTES, measureEdge } from './check-edge.ts'

const CHUNK = 'server/edge/chunks/middleware.js'
let build: string

beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), 'latchkey-edge-'))
})
afterEach(() => rmSync(build, { recursive: true }))

/** Writes a build whose middleware is one chunk with `content`. */
function writeMiddleware(content: string): void {
  const manifest = { middleware: { '/': { files: [CHUNK] } } }
  write('server/middleware-manifest.json', JSON.stringify(manifest))
  write(CHUNK, content)
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(build, path)), { recursive: true })
  writeFileSync(join(build, path), content)
}

test('a small bundle of our own code has no violations', () => {
  writeMiddleware('export const judge = origin => origin === "https://pages.example.org"')
  const { files, gzBytes, violations } = measureEdge(build)
  expect({ files, violations }).toEqual({ files: [CHUNK], violations: [] })
  expect(gzBytes).toBeGreaterThan(0)
})

test('a bundle that exceeds the limit after gzip says by how much', () => {
  writeMiddleware(randomBytes(MAX_EDGE_BYTES).toString('base64'))
  const { gzBytes, violations } = measureEdge(build)
  expect(violations).toEqual([
    `It exceeds the limit of 70.0 KB by ${gzBytes - MAX_EDGE_BYTES} bytes.`,
  ])
})

test.each([
  ['zod', 'zod/v4/core/schemas.js'],
  ['zod', 'zod/v4/classic/errors.js'],
  ['Prisma', '@prisma/client/runtime/client.js'],
  ['better-sqlite3', 'better-sqlite3/lib/database.js'],
  ['bcryptjs', 'bcryptjs/index.js'],
  ['jose', 'jose/dist/webapi/util/errors.js'],
])('%s is named when the bundle contains %s', (library, file) => {
  writeMiddleware(readFileSync(join(import.meta.dirname, '../node_modules', file), 'utf8'))
  expect(measureEdge(build).violations).toContain(`It contains ${library}: ${CHUNK}`)
})

test('a folder without a build fails', () => {
  expect(measureEdge(build).violations).toEqual([
    `${build} has no edge middleware. Run \`npm run build\` with middleware.ts in place.`,
  ])
})

test('a build without middleware fails', () => {
  write('server/middleware-manifest.json', '{"middleware":{}}')
  expect(measureEdge(build).violations).toHaveLength(1)
})
