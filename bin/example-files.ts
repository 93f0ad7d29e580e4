import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../examples')

/** The sites of examples/. Those of the second list are built before they are served, by Vite. */
const PLAIN = ['static-site', 'client-site'] as const
const BUILT = ['react', 'oidc-client-ts'] as const
export const EXAMPLES = [...PLAIN, ...BUILT] as const
export type Example = (typeof EXAMPLES)[number]

/** Where Latchkey is: its public origin, and the port on this machine. */
export type Latchkey = { origin: string; port: number }

/**
 * Gives the files of an example by path, such as `/index.html`. Only the address of Latchkey in them is made here, as
 * whoever takes the site over edits it. Plain files are read at each call, so that an edit shows when the page is loaded
 * again.
 */
export async function prepareExample(
  example: Example,
  { origin, port }: Latchkey,
): Promise<() => Map<string, string>> {
  const isBuilt = BUILT.some(name => name === example)
  const built = isBuilt ? await build(example) : null
  return () => {
    const texts = built ?? readPlain(example)
    return new Map(
      Array.from(texts, ([path, text]) => [
        path,
        text
          .replaceAll(/https:\/\/(auth|latchkey)\.example\.com/g, origin)
          .replace('localPort = 3000', `localPort = ${port}`),
      ]),
    )
  }
}

function readPlain(example: Example): Map<string, string> {
  const folder = join(FOLDER, example)
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map(file => [file.slice(folder.length).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  )
}

/** Does what `npm run build` does in the folder of the example, and keeps the result in memory. */
async function build(example: Example): Promise<Map<string, string>> {
  const vite = await import('vite')
  const results = await vite.build({
    root: join(FOLDER, example),
    base: './',
    logLevel: 'warn',
    build: { write: false },
  })
  const [result] = [results].flat()
  if (!result || !('output' in result)) throw new Error(`${example} was not built.`)
  return new Map(
    result.output.map(file => [
      `/${file.fileName}`,
      file.type === 'chunk' ? file.code : file.source.toString(),
    ]),
  )
}
