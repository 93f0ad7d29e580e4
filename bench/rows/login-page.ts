import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Row } from '../row.ts'
import { ROOT, type Stage } from '../stage.ts'

const BUILD = join(ROOT, '.next')
const KILOBYTE = 1024

/**
 * Next's own minimum is what its build manifest lists for every page of the app, even an empty one: React,
 * the router, the bundler's runtime, polyfills. Every other script of the login page counts as ours, and so
 * do Next's parts that come only with a layout.
 */
export const loginPage: Row = {
  name: 'login-page',
  what: "JavaScript on the login page over Next's own minimum",
  unit: 'KB gz',
  bound: { atMost: 10 },
  async measure(stage) {
    const [page, notFound] = [await scripts(stage, '/login'), await scripts(stage, '/no-such-page')]
    const least = new Set(minimum())
    const ours = page.filter(file => !least.has(file))
    const beyondNotFound = page.filter(file => !notFound.includes(file))
    return {
      value: gzSize(ours) / KILOBYTE,
      subject: inKilobytes(page),
      reference: inKilobytes(page.filter(file => least.has(file))),
      notes: [
        `${ours.length} of ${page.length} scripts are no part of the minimum (rootMainFiles and polyfills)`,
        `over the page for unknown addresses: ${inKilobytes(beyondNotFound)}`,
      ],
    }
  },
}

/** The script files that a page's HTML loads, as paths in the build folder. */
async function scripts(stage: Stage, path: string): Promise<string[]> {
  const port = await stage.port('server.ts')
  const html = await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  const found = html.matchAll(/<script[^>]* src="\/_next\/([^"?]+)/g)
  return [...new Set(Array.from(found, ([, file = '']) => file))]
}

function minimum(): string[] {
  const manifest = JSON.parse(readFileSync(join(BUILD, 'build-manifest.json'), 'utf8'))
  return [...manifest.rootMainFiles, ...manifest.polyfillFiles]
}

const gzSize = (files: string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(BUILD, file))).length, 0)

const inKilobytes = (files: string[]) => `${(gzSize(files) / KILOBYTE).toFixed(1)} KB`
