import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Engine } from '#lib/db/database-url.ts'
import { readSchema } from './schema.ts'

const root = join(import.meta.dirname, '..')
const generated = join(root, 'lib/generated')
const stampFile = join(generated, 'stamp')
const prisma = createRequire(import.meta.url).resolve('prisma/package.json')

/**
 * Generates the Prisma client of each engine into lib/generated, unless those there were made from
 * the same schema by the same version of Prisma.
 *
 * @returns whether anything was generated
 */
export async function generate(): Promise<boolean> {
  const stamp = await currentStamp()
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return false

  await Promise.all([generateClient('sqlite'), generateClient('postgresql')])
  await writeFile(stampFile, stamp)
  return true
}

async function currentStamp(): Promise<string> {
  const sources = [readSchema('sqlite'), readFile(import.meta.filename), readFile(prisma)]
  const hash = createHash('sha256')
  for (const source of await Promise.all(sources)) hash.update(source)
  return hash.digest('hex')
}

async function generateClient(engine: Engine): Promise<void> {
  // Beside the original's folder, so that the output path means the same from both.
  const schema = join(generated, `${engine}.prisma`)
  await mkdir(generated, { recursive: true })
  await writeFile(schema, (await readSchema(engine)).replace('../lib/generated/', './'))
  await run([join(prisma, '../build/index.js'), 'generate', '--no-hints', '--schema', schema])
}

function run(args: string[]): Promise<void> {
  const env = {
    ...process.env,
    // `generate` never runs the schema engine, but insists on downloading one unless a path is given.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    // No word to Prisma's update server, which takes 9 s to fail without internet.
    CHECKPOINT_DISABLE: '1',
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'pipe' })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0) resolve()
      else reject(new Error(`prisma generate failed (exit ${code}):\n${output}`))
    })
  })
}

if (import.meta.main) await generate()
