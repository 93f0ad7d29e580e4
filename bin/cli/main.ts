import { join } from 'node:path'

// The settings are those of the server: its .env, and paths relative to its folder.
const folder = process.cwd()
process.chdir(join(import.meta.dirname, '../..'))
const { loadEnvFile } = await import('#lib/env/load-env-file.ts')
const message = loadEnvFile()
if (message) {
  const told = JSON.stringify({ code: 'env_unreadable', message })
  process.stderr.write(`${process.argv.includes('--json') ? told : message}\n`)
  process.exit(3)
}
const { runCommand } = await import('./run.ts')
const { closeResources } = await import('./perform.ts')
const { stdin, stdout: out, stderr: err } = process
// The reader of the output may stop early, as `head` does.
out.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
// Unlike the default action of a signal, process.exit() runs the `exit` listeners that clean up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))
process.exitCode = await runCommand(process.argv.slice(2), { stdin, out, err, json: false, folder })
await closeResources()
