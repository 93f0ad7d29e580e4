import type { Auth, ConnectOptions } from './client.d.ts'
import { connectTo } from './connect.ts'

// biome-ignore lint/performance/noBarrelFile: this is the module that pages import.
export { AuthError } from './auth-error.ts'

export const uri = new URL(import.meta.url).origin

// The headers in config.js of sites for the Flask backend, which this replaces.
export const fetchOptions = {
  mode: 'cors',
  cache: 'default',
  credentials: 'include',
  headers: { 'Content-Type': 'application/json', 'X-Origin': 'client' },
} as const

export function connect({ server = uri, storage }: ConnectOptions = {}): Auth {
  return connectTo(server, storage)
}
