/** A hash that another program has made. */
export type ForeignHash = {
  /** Whether it takes no more time and memory than one sign-in may. Only then it may be compared. */
  affordable: boolean
  /** Compares a password as it was typed: those programs do not normalise. Takes its time, on this thread. */
  matches(password: string): boolean
}
