import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'

/** What an access token says that a key of the ring has signed. */
export const CLAIMS = {
  userId: 7,
  sessionId: '0b0cbd5c-9f0e-4e0a-8a55-3a2f3b1d7c11',
  uid: 'toby',
  role: 'User',
  expiresAt: new Date(Date.now() + 3600_000),
}

/** Goes on as a process that has started with these keys as SECRET_KEY. */
export function restartWithKeys(...keys: string[]): void {
  env().secretKeys = keys
  forgetInstances('signing-keys', 'derived-keys')
}
