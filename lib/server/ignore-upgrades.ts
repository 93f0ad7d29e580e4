import type { Server } from 'node:http'

/**
 * Has `server` answer a request for another protocol as if it had not asked (RFC 9110 §7.8). Next listens for
 * upgrades, for its development server, and keeps a connection that it has no use for: one that no time limit ends
 * and that a stop would wait for.
 */
export function ignoreUpgrades(server: Server): void {
  // Node's own name for what `createServer` takes under it; the types have the option alone.
  Object.assign(server, { shouldUpgradeCallback: () => false })
}
