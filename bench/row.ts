import type { Stage } from './stage.ts'

/** What a finding is held against: `ratio` of subject to reference, seconds, or kilobytes. */
export type Bound = { atLeast: number; goal?: number } | { atMost: number }

/** One row of the budgets (design §9). `name` is what one types to run it alone. */
export type Row = {
  name: string
  what: string
  unit: '×' | 's' | 'KB gz'
  bound: Bound
  measure(stage: Stage): Promise<Finding>
}

/** `value` is held against the bound; the rest says how it came about. */
export type Finding = { value: number; subject: string; reference: string; notes?: string[] }

export function isWithinBound(bound: Bound, value: number): boolean {
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost
}

export function describeBound(bound: Bound): string {
  if ('atMost' in bound) return `≤ ${bound.atMost}`
  return `≥ ${bound.atLeast}${bound.goal === undefined ? '' : ` (goal ${bound.goal})`}`
}
