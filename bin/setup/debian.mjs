/**
 * Installs packages of Debian, which needs root. `run(command, args)` resolves to `{ code, output }`.
 * @returns whether they are there now.
 */
export async function installDebianPackages(run, packages) {
  if (process.getuid?.() !== 0) return false
  await run('apt-get', ['update'])
  const { code } = await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
  return code === 0
}
