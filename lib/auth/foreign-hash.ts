import { readArgon2 } from './argon2-hash.ts'
import { readWerkzeug } from './werkzeug-hash.ts'

/** A hash that another program has made. */
export type ForeignHash = {
  /** Whether it takes no more time and memory than one sign-in may. Only then it may be compared. */
  affordable: boolean
  /** Compares a password as it was typed: those programs do not normalise. Takes its time, on this thread. */
  matches(password: string): boolean
}

/** Takes a hash of Werkzeug or Argon2 apart; null for any other. */
export function readForeignHash(stored: string): ForeignHash | null {
  return readWerkzeug(stored) ?? readArgon2(stored)
}
