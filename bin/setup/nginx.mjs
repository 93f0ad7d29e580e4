import { existsSync } from 'node:fs'
import { installDebianPackages } from './debian.mjs'

// Debian's nginx is only on the PATH of root.
const usualPlaces = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/bin/nginx',
  '/usr/local/bin/nginx',
  '/opt/homebrew/bin/nginx',
]

/** The path of the nginx on this machine; undefined when there is none. */
export function findNginx() {
  return usualPlaces.find(place => existsSync(place))
}

/**
 * Installs Debian's nginx for the tests, which needs root. `run(command, args)` resolves to `{ code, output }`.
 * @returns whether there is one now.
 */
export function installNginx(run) {
  return installDebianPackages(run, ['nginx-light'])
}
