import { genSaltSync, hashSync } from 'bcryptjs'

/** The least cost that bcrypt has. */
const LEAST = 4

/** Does so many rounds of bcrypt for nothing, to within the 16 of its least cost. */
export function spendRounds(rounds: number): void {
  for (let cost = LEAST; 2 ** cost <= rounds; cost++) {
    if (Math.floor(rounds / 2 ** cost) % 2 === 1) hashSync('', genSaltSync(cost))
  }
}

/**
 * Does what is left of one evaluation of bcrypt at `cost` when this thread has spent `micros` microseconds on another
 * function. A quarter of it tells how fast bcrypt is here and now; of more than three quarters nothing is left to hide.
 */
export function spendRest(micros: number, cost: number): void {
  const sample = 2 ** Math.max(LEAST, cost - 2)
  const perRound = timed(() => spendRounds(sample)).micros / sample
  spendRounds(2 ** cost - sample - micros / perRound)
}

/** What `act` gives, and how long this thread computed for it, whatever else the machine did meanwhile. */
export function timed<T>(act: () => T): { result: T; micros: number } {
  const before = process.threadCpuUsage()
  const result = act()
  const { user, system } = process.threadCpuUsage(before)
  return { result, micros: user + system }
}
