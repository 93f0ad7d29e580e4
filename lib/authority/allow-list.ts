import { type AllowList, buildCorsPolicy, type CorsPolicy } from '#lib/cors/policy.ts'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const held = () => onePerProcess('corsPolicy', () => ({ now: buildCorsPolicy(env()) }))

/** The policy by which this process judges origins now; the environment alone until `applyAllowList` is called. */
export function readCorsPolicy(): CorsPolicy {
  return held().now
}

/** Makes this process judge by the environment and `list` from now on. */
export function applyAllowList(list: AllowList): void {
  held().now = buildCorsPolicy(env(), list)
}
