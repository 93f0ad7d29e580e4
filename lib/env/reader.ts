import type { Fault } from '#lib/cors/fault.ts'

type NamedFault = Fault & { name: string }

/** Carries every fault of the environment at once, so that one restart fixes them all. */
export class EnvFault extends Error {
  override name = 'EnvFault'
  readonly code = 'env_fault'
  readonly faults: readonly NamedFault[]

  constructor(faults: readonly NamedFault[]) {
    const lines = faults.map(({ name, problem, fix }) => `  ${name} ${problem}: ${fix}.`)
    super(`The environment has faults; nothing was started.\n${lines.join('\n')}`)
    this.faults = faults
  }
}

/** Reads variables by type. It collects the faults and goes on with a valid value in place of a wrong one. */
export class EnvReader {
  readonly faults: NamedFault[] = []
  readonly #vars: Record<string, string | undefined>

  constructor(vars: Record<string, string | undefined>) {
    this.#vars = vars
  }

  addFault(name: string, fault: Fault): void {
    this.faults.push({ name, ...fault })
  }

  /** The variable without outer white space. An empty one (`NAME=` in a file) counts as not set. */
  text(name: string): string | undefined {
    return this.#vars[name]?.trim() || undefined
  }

  /** The entries of a comma-separated list; `findFaults` returns what is wrong with them. */
  list(
    name: string,
    findFaults: (entries: string[]) => (Fault | null)[],
    fallback: string[] = [],
  ): string[] {
    const entries =
      this.text(name)
        ?.split(',')
        .map(entry => entry.trim()) ?? fallback
    for (const fault of findFaults(entries)) if (fault) this.addFault(name, fault)
    return entries
  }

  /** A variable as it is, or `standIn` where `findFault` returns what is wrong with it. */
  checked(
    name: string,
    fallback: string,
    findFault: (text: string) => Fault | null,
    standIn: string = fallback,
  ): string {
    const text = this.text(name)
    if (text === undefined) return fallback
    const fault = findFault(text)
    if (!fault) return text
    this.addFault(name, fault)
    return standIn
  }

  /** A whole number from `min` to `max`. */
  whole(name: string, fallback: number, min: number, max: number): number {
    const text = this.text(name)
    if (text === undefined) return fallback
    const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    const problem = Number.isNaN(value)
      ? `${JSON.stringify(text)} is not a whole number`
      : `${value} is out of bounds`
    this.addFault(name, { problem, fix: `write a number from ${min} to ${max}` })
    return fallback
  }

  oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T {
    const text = this.text(name)
    if (text === undefined) return fallback
    const value = values.find(known => known === text)
    if (value !== undefined) return value
    const problem = `${JSON.stringify(text)} is not known`
    this.addFault(name, { problem, fix: `write ${values.join(' or ')}` })
    return fallback
  }
}
