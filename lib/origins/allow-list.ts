import { buildCorsPolicy, type CorsPolicy, type ListedOrigin } from '#lib/cors/policy.ts'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const held = () => onePerProcess('corsPolicy', () => ({ now: buildCorsPolicy(env()) }))

/** The policy by which this process judges origins now: until it is told more, that of CORS_ORIGINS alone. */
export function readCorsPolicy(): CorsPolicy {
  return held().now
}

/** Has this process judge by CORS_ORIGINS and by `listed` from now on. */
export function applyListedOrigins(listed: readonly ListedOrigin[]): void {
  held().now = buildCorsPolicy(env(), listed)
}
