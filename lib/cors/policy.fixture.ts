import type { Mode } from './mode.ts'
import type { ListedOrigin, OwnSettings } from './policy.ts'

/** The settings of a server, with what differs from one that pins nothing; pinned pages see users and take passwords. */
export function makeOwnSettings(differs: Partial<OwnSettings> = {}): OwnSettings {
  return {
    corsOrigins: [],
    corsAccess: 'users',
    corsPasswords: true,
    corsHeaders: [],
    publicUrl: new URL('https://auth.example.com'),
    port: 3000,
    ...differs,
  }
}

/** An entry of the list whose pages see users and take passwords. */
export function makeListed(origin: string, mode: Mode = 'both', enabled = true): ListedOrigin {
  return { origin, mode, enabled, access: 'users', passwords: true }
}
