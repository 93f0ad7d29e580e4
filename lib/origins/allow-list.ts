import { buildCorsPolicy, type CorsPolicy, type ListedOrigin } from '#lib/cors/policy.ts'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const held = () => onePerProcess('corsPolicy', () => ({ now: buildCorsPolicy(env()) }))

/** The policy by which this process judges origins now; CORS_ORIGINS alone until `applyListedOrigins` is called. */
export function readCorsPolicy(): CorsPolicy {
  return held().now
}

/** Makes this process judge by CORS_ORIGINS and `listed` from now on. */
export function applyListedOrigins(listed: readonly ListedOrigin[]): void {
  held().now = buildCorsPolicy(env(), listed)
}
