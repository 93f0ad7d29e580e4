import { genSaltSync, hashSync } from 'bcryptjs'

/** The lowest cost of bcrypt. */
const MIN_COST = 4

/** Spends the time of so many rounds of bcrypt, rounded down to a multiple of the 16 that its lowest cost has. */
export function spendRounds(rounds: number): void {
  for (let cost = MIN_COST; 2 ** cost <= rounds; cost++) {
    if (Math.floor(rounds / 2 ** cost) % 2 === 1) hashSync('', genSaltSync(cost))
  }
}

/**
 * Spends the rest of the time of one bcrypt evaluation at `cost`, after another function has taken `micros`
 * microseconds. A quarter of the evaluation measures how fast bcrypt is at the moment. When the other function took
 * more than three quarters, nothing else is spent.
 */
export function spendRest(micros: number, cost: number): void {
  const sample = 2 ** Math.max(MIN_COST, cost - 2)
  const perRound = measureTime(() => spendRounds(sample)).micros / sample
  spendRounds(2 ** cost - sample - micros / perRound)
}

/** Runs `act` and measures the time on the clock: Argon2 runs on threads of its own, whose CPU time is not ours. */
export function measureTime<T>(act: () => T): { result: T; micros: number } {
  const before = performance.now()
  const result = act()
  return { result, micros: (performance.now() - before) * 1000 }
}
