import { env } from '#lib/env.ts'
import { onePerProcess } from '#lib/one-per-process.ts'
import { type CorsPolicy, corsPolicy } from './cors.ts'

/** The policy by which this process judges origins now. */
export function currentPolicy(): CorsPolicy {
  return onePerProcess('corsPolicy', () => corsPolicy(env()))
}
