import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'

/** Goes on as a process that has started with these keys as SECRET_KEY. */
export function restartWithKeys(...keys: string[]): void {
  env().secretKeys = keys
  forgetInstances('signing-keys', 'derived-keys')
}
