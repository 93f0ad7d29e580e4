import { EnvFault, readEnv } from './env.ts'

/** A key that has no fault. */
export const KEY = 'Zk3v_9Qx1mLw7Rt5Yb2Np8Hs4Dc6Fg0JaUeIoXyTzVqW'
export type Vars = Record<string, string | undefined>

/** Lists the faults of settings that have none but by `vars`. @throws what is no EnvFault. */
export function findFaults(vars: Vars) {
  try {
    readEnv({ SECRET_KEY: KEY, TRUST_PROXY: '0', ...vars })
  } catch (error) {
    if (error instanceof EnvFault) return error.faults
    throw error
  }
  return []
}
