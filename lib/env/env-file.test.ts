import { execFile } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { makeCertificate } from '../../e2e/fixtures/certificate.ts'
import { makeScratchFolder, writeFiles } from '../../e2e/fixtures/scratch-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const SENTENCE =
  'The settings in .env cannot be read: it is a folder. Make it a file of lines such as SECRET_KEY=…, or remove it.\n'

/** What a program prints, and its exit status, in a folder whose `.env` cannot be read: it is a folder, too. */
async function runUnreadable(folder: string, args: string[]) {
  mkdirSync(join(folder, '.env'))
  const ran = promisify(execFile)(process.execPath, args, { cwd: folder })
  const { code, stdout, stderr } = await ran.then(
    output => ({ ...output, code: 0 }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
  return { code, stdout, stderr }
}

test.each(['server.ts', 'prisma/migrate.ts', 'prisma/seed.ts', 'bin/deploy-nginx.ts'])(
  '%s says in a sentence that .env cannot be read',
  async program => {
    const told = await runUnreadable(makeScratchFolder(), [join(ROOT, program)])
    expect(told).toEqual({ code: 1, stdout: '', stderr: SENTENCE })
  },
)

test.each([
  ['user list', [], SENTENCE],
  ['doctor', [], SENTENCE],
  [
    'doctor',
    ['--json'],
    `${JSON.stringify({ code: 'env_unreadable', message: SENTENCE.trim() })}\n`,
  ],
])('latchkey %s %j says so, too', async (command, options, stderr) => {
  const folder = makeScratchFolder()
  writeFiles(folder, { 'package.json': '{ "type": "module", "imports": { "#lib/*": "./lib/*" } }' })
  for (const file of ['bin/cli/main.ts', 'lib/env/load-env-file.ts']) {
    cpSync(join(ROOT, file), join(folder, file))
  }
  const told = await runUnreadable(folder, ['bin/cli/main.ts', ...command.split(' '), ...options])
  expect(told).toEqual({ code: 3, stdout: '', stderr })
})

test('NODE_EXTRA_CA_CERTS in .env is trusted beside the known authorities', async () => {
  const { cert } = makeCertificate(['localhost'])
  const program = `import { getCACertificates } from 'node:tls'
    import { loadEnvFile } from '${ROOT}/lib/env/load-env-file.ts'
    console.log(loadEnvFile(), getCACertificates('default').length)`
  const folder = makeScratchFolder()
  writeFiles(folder, { 'cert.pem': cert, 'program.mjs': program })
  const options = { cwd: folder, env: { NODE_ENV: 'test' } } as const
  const run = async () =>
    (await promisify(execFile)(process.execPath, ['program.mjs'], options)).stdout
  const known = Number((await run()).split(' ')[1])
  writeFiles(folder, { '.env': 'NODE_EXTRA_CA_CERTS=cert.pem' })
  expect(await run()).toBe(`null ${known + 1}\n`)
  writeFiles(folder, { '.env': 'NODE_EXTRA_CA_CERTS=nowhere.pem' })
  expect(await run()).toMatch(/^NODE_EXTRA_CA_CERTS in \.env names no file of certificates \(PEM\)/)
})
