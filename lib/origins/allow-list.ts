import { type CorsPolicy, corsPolicy, type ListedOrigin } from '#lib/cors/policy.ts'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const held = () => onePerProcess('corsPolicy', () => ({ now: corsPolicy(env()) }))

/** The policy by which this process judges origins now: until it is told more, that of CORS_ORIGINS alone. */
export function currentPolicy(): CorsPolicy {
  return held().now
}

/** Has this process judge by CORS_ORIGINS and by `listed` from now on. */
export function allowAlso(listed: readonly ListedOrigin[]): void {
  held().now = corsPolicy(env(), listed)
}
