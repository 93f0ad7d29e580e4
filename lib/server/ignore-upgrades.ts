import type { Server } from 'node:http'

/**
 * Makes `server` ignore `Upgrade` headers (RFC 9110 §7.8). Next listens for upgrades for its development server, and
 * keeps the connection of any other upgrade open: no timeout ends it, and a graceful stop would wait for it.
 */
export function ignoreUpgrades(server: Server): void {
  // An option of `createServer`, which Node keeps under the same name. The types declare only the option.
  Object.assign(server, { shouldUpgradeCallback: () => false })
}
