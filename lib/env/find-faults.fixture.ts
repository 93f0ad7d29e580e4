import { expect } from 'vitest'
import { EnvFault, readEnv } from './env.ts'

/** A key that has no fault. */
export const KEY = 'Zk3v_9Qx1mLw7Rt5Yb2Np8Hs4Dc6Fg0JaUeIoXyTzVqW'
type Vars = Record<string, string | undefined>

/** A setting that has a fault beside `others`, and words of what is wrong and of what to write. */
export type FaultRow = [
  name: string,
  value: string | undefined,
  problem: string,
  fix: string,
  others?: Vars,
]

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

/** Holds that settings with that value have that fault, and no other. */
export function expectFault(...[name, value, problem, fix, others = {}]: FaultRow): void {
  const faults = findFaults({ ...others, [name]: value })
  expect(faults).toEqual([
    { name, problem: expect.stringContaining(problem), fix: expect.stringContaining(fix) },
  ])
}
