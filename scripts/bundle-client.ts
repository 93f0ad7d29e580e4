import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

// Writes lib/generated/client.ts: the module that pages import from /client.js and its types, as strings, so that
// every host has them in its own bundle.

const ROOT = join(import.meta.dirname, '..')

/** Bundles client/ into one minified ES module. */
export async function bundleClient(): Promise<string> {
  const bundle = await rolldown({ input: join(ROOT, 'client/module.ts') })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  return output[0].code
}

if (import.meta.main) {
  const types = readFileSync(join(ROOT, 'client/client.d.ts'), 'utf8')
  const texts = { clientModule: await bundleClient(), clientTypes: types }
  const lines = Object.entries(texts).map(
    ([name, text]) => `export const ${name}: string = ${JSON.stringify(text)}\n`,
  )
  writeFileSync(join(ROOT, 'lib/generated/client.ts'), lines.join(''))
}
