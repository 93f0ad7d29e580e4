// The settings are those of the server: its .env, and paths that count from its folder.
const folder = process.cwd()
process.chdir(new URL('../..', import.meta.url).pathname)
await import('#lib/env-file.ts')
const { runCommand } = await import('./run.ts')
const { stdin, stdout: out, stderr: err } = process
process.exitCode = await runCommand(process.argv.slice(2), { stdin, out, err, json: false, folder })
