import { onePerProcess } from '#lib/one-per-process.ts'
import { requestContext } from './request-context.ts'

/** What is left of a quota: `remaining` of it until `reset`; both times in seconds. */
type Budget = { policy: string; quota: number; window: number; remaining: number; reset: number }

const noted = () => onePerProcess('budgets', () => new WeakMap<object, Map<string, Budget>>())

/** Notes what is left of a budget after an attempt, for the answer to the present request. */
export function noteBudget(budget: Budget): void {
  const context = requestContext()
  if (!context) return
  const budgets = noted().get(context) ?? new Map()
  noted().set(context, budgets.set(budget.policy, budget))
}

/**
 * What the present request counted against, and what is left of it, as structured fields
 * (draft-ietf-httpapi-ratelimit-headers-10 §3, §4; RFC 9651).
 */
export function rateLimitHeaders(): [name: string, value: string][] {
  const context = requestContext()
  const budgets = [...((context && noted().get(context)?.values()) ?? [])]
  if (budgets.length === 0) return []
  const list = (parametersOf: (budget: Budget) => string) =>
    budgets.map(budget => `"${nameOf(budget.policy)}";${parametersOf(budget)}`).join(', ')
  return [
    ['RateLimit-Policy', list(({ quota, window }) => `q=${quota};w=${window}`)],
    ['RateLimit', list(({ remaining, reset }) => `r=${remaining};t=${reset}`)],
  ]
}

/** `signInAddress` → `sign-in-address` */
function nameOf(policy: string): string {
  return policy.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
