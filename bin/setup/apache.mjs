import { existsSync } from 'node:fs'
import { installDebianPackages } from './debian.mjs'

// Debian's Apache is only on the PATH of root.
const PROGRAM = '/usr/sbin/apache2'
/** Where Debian keeps its modules. */
export const APACHE_MODULES = '/usr/lib/apache2/modules'

/** The path of an Apache on this machine that has mod_auth_openidc; undefined when there is none. */
export function findApache() {
  return [PROGRAM, `${APACHE_MODULES}/mod_auth_openidc.so`].every(existsSync) ? PROGRAM : undefined
}

/**
 * Installs Debian's Apache and mod_auth_openidc for the tests, which needs root: the programs alone, so that no service
 * is started. `run(command, args)` resolves to `{ code, output }`.
 * @returns whether there is one now.
 */
export function installApache(run) {
  return installDebianPackages(run, ['apache2-bin', 'libapache2-mod-auth-openidc'])
}
