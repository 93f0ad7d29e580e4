import { existsSync } from 'node:fs'

// Debian's is on the PATH of root alone.
const usualPlaces = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/bin/nginx',
  '/usr/local/bin/nginx',
  '/opt/homebrew/bin/nginx',
]

/** The nginx that is installed on this machine, if any. */
export function findNginx() {
  return usualPlaces.find(place => existsSync(place))
}

/**
 * Installs Debian's nginx for the tests, which takes root. `run(command, args)` gives `{ code, output }`.
 * @returns whether there is one now
 */
export async function installNginx(run) {
  if (process.getuid?.() !== 0) return false
  await run('apt-get', ['update'])
  const debian = await run('apt-get', ['install', '-y', '--no-install-recommends', 'nginx-light'])
  return debian.code === 0
}
