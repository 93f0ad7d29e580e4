import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Row } from '../row.ts'
import { ROOT, type Stage } from '../stage.ts'

const BUILD_FOLDER = join(ROOT, '.next')
const KILOBYTE = 1024

/**
 * Next's own minimum are the scripts in its build manifest that every page loads, even an empty one: React, the
 * router, the bundler's runtime, polyfills. All other scripts of the login page count as ours, including parts of
 * Next that only a layout loads.
 */
export const loginPageRow: Row = {
  name: 'login-page',
  what: "JavaScript on the login page over Next's own minimum",
  unit: 'KB gz',
  bound: { atMost: 10 },
  async measure(stage) {
    const [page, notFound] = [
      await listScripts(stage, '/login'),
      await listScripts(stage, '/no-such-page'),
    ]
    const least = new Set(listMinimum())
    const ours = page.filter(file => !least.has(file))
    const beyondNotFound = page.filter(file => !notFound.includes(file))
    return {
      value: computeGzBytes(ours) / KILOBYTE,
      subject: describeSize(page),
      reference: describeSize(page.filter(file => least.has(file))),
      notes: [
        `${ours.length} of ${page.length} scripts are not in the minimum (rootMainFiles and polyfills)`,
        `more than the page for unknown URLs: ${describeSize(beyondNotFound)}`,
      ],
    }
  },
}

/** The scripts that the HTML of a page loads, as paths in the build folder. */
async function listScripts(stage: Stage, path: string): Promise<string[]> {
  const port = await stage.port('server.ts')
  const html = await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  const found = html.matchAll(/<script[^>]* src="\/_next\/([^"?]+)/g)
  return [...new Set(Array.from(found, ([, file = '']) => file))]
}

function listMinimum(): string[] {
  const manifest = JSON.parse(readFileSync(join(BUILD_FOLDER, 'build-manifest.json'), 'utf8'))
  return [...manifest.rootMainFiles, ...manifest.polyfillFiles]
}

const computeGzBytes = (files: string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(BUILD_FOLDER, file))).length, 0)

const describeSize = (files: string[]) => `${(computeGzBytes(files) / KILOBYTE).toFixed(1)} KB`
