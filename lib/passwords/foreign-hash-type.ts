/** A password hash that another program has made. */
export type ForeignHash = {
  /** Whether a comparison takes no more time and memory than one sign-in may. Otherwise it must not be made. */
  affordable: boolean
  /** Compares a password as it was typed, since those programs do not normalise. Blocks this thread. */
  matches(password: string): boolean
}
