import type { Stage } from './stage.ts'

/** The bound of a finding, in the unit of its row. */
export type Bound = { atLeast: number; goal?: number } | { atMost: number }

/** One row of the budgets. `name` selects it on the command line. */
export type Row = {
  name: string
  what: string
  unit: '×' | 's' | 'KB gz'
  bound: Bound
  measure(stage: Stage): Promise<Finding>
}

/** What was measured: `value` is compared with the bound, the rest explains it. */
export type Finding = { value: number; subject: string; reference: string; notes?: string[] }

export function isWithinBound(bound: Bound, value: number): boolean {
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost
}

export function describeBound(bound: Bound): string {
  if ('atMost' in bound) return `≤ ${bound.atMost}`
  return `≥ ${bound.atLeast}${bound.goal === undefined ? '' : ` (goal ${bound.goal})`}`
}
