import { genSaltSync, hashSync } from 'bcryptjs'

/** The least cost that bcrypt has. */
const MIN_COST = 4

/** Does so many rounds of bcrypt for nothing, to within the 16 of its least cost. */
export function spendRounds(rounds: number): void {
  for (let cost = MIN_COST; 2 ** cost <= rounds; cost++) {
    if (Math.floor(rounds / 2 ** cost) % 2 === 1) hashSync('', genSaltSync(cost))
  }
}

/**
 * Does what is left of one evaluation of bcrypt at `cost` when another function has taken `micros` microseconds. A
 * quarter of it tells how fast bcrypt is here and now; of more than three quarters nothing is left to hide.
 */
export function spendRest(micros: number, cost: number): void {
  const sample = 2 ** Math.max(MIN_COST, cost - 2)
  const perRound = measureTime(() => spendRounds(sample)).micros / sample
  spendRounds(2 ** cost - sample - micros / perRound)
}

/** What `act` gives, and how long it took: Argon2 has threads of its own, whose time is not this one's. */
export function measureTime<T>(act: () => T): { result: T; micros: number } {
  const before = performance.now()
  const result = act()
  return { result, micros: (performance.now() - before) * 1000 }
}
