import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

// Writes lib/generated/client.ts: the modules that pages import from /client.js and that this one imports when it is
// needed, and the types, as strings, so that every host has them in its own bundle.

const ROOT = join(import.meta.dirname, '..')

/** Bundles client/ into two minified ES modules: what a page loads at first, and what only some need. */
export async function bundleClient(): Promise<{ first: string; more: string }> {
  const more = await bundle('client/sign-in/module.ts')
  const version = createHash('sha256').update(more).digest('hex').slice(0, 16)
  return { first: await bundle('client/module.ts', version), more }
}

async function bundle(input: string, moreVersion = ''): Promise<string> {
  const bundle = await rolldown({
    input: join(ROOT, input),
    transform: { define: { MORE_VERSION: JSON.stringify(moreVersion) } },
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  return output[0].code
}

if (import.meta.main) {
  const { first, more } = await bundleClient()
  const types = readFileSync(join(ROOT, 'client/client.d.ts'), 'utf8')
  const texts = { clientModule: first, clientSignInModule: more, clientTypes: types }
  const lines = Object.entries(texts).map(
    ([name, text]) => `export const ${name}: string = ${JSON.stringify(text)}\n`,
  )
  writeFileSync(join(ROOT, 'lib/generated/client.ts'), lines.join(''))
}
