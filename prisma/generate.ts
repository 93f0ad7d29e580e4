import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Engine } from '#lib/db/database-url.ts'
import { readSchema } from './schema.ts'

const ROOT = join(import.meta.dirname, '..')
const GENERATED_FOLDER = join(ROOT, 'lib/generated')
const STAMP_FILE = join(GENERATED_FOLDER, 'stamp')
const PRISMA_PACKAGE = createRequire(import.meta.url).resolve('prisma/package.json')

/**
 * Generates the Prisma client of each engine into lib/generated, unless it is already there, from the same schema
 * and the same version of Prisma.
 * @returns whether anything was generated.
 */
export async function generateClients(): Promise<boolean> {
  const stamp = await computeStamp()
  if ((await readFile(STAMP_FILE, 'utf8').catch(() => '')) === stamp) return false

  await Promise.all([generateClient('sqlite'), generateClient('postgresql')])
  await writeFile(STAMP_FILE, stamp)
  return true
}

async function computeStamp(): Promise<string> {
  const sources = [readSchema('sqlite'), readFile(import.meta.filename), readFile(PRISMA_PACKAGE)]
  const hash = createHash('sha256')
  for (const source of await Promise.all(sources)) hash.update(source)
  return hash.digest('hex')
}

async function generateClient(engine: Engine): Promise<void> {
  // The output path is relative to the schema, and the copy is already in the folder of the output.
  const schema = join(GENERATED_FOLDER, `${engine}.prisma`)
  await mkdir(GENERATED_FOLDER, { recursive: true })
  await writeFile(schema, (await readSchema(engine)).replace('../lib/generated/', './'))
  await runPrisma([
    join(PRISMA_PACKAGE, '../build/index.js'),
    'generate',
    '--no-hints',
    '--schema',
    schema,
  ])
}

function runPrisma(args: string[]): Promise<void> {
  const env = {
    ...process.env,
    // `generate` never runs the schema engine, but downloads one unless a path is given.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    // Prisma's update check takes 9 s to fail without internet.
    CHECKPOINT_DISABLE: '1',
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'pipe' })
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

if (import.meta.main) await generateClients()
