import { type Budget, findRequestContext } from '#lib/http/request-context.ts'

/**
 * The limits that the current request counts against and what is left of each, as structured fields
 * (draft-ietf-httpapi-ratelimit-headers-10 §3, §4; RFC 9651). Empty when it counts against none.
 */
export function buildRateLimitHeaders(): [name: string, value: string][] {
  const budgets = [...(findRequestContext()?.budgets.values() ?? [])]
  if (budgets.length === 0) return []
  const list = (parametersOf: (budget: Budget) => string) =>
    budgets.map(budget => `"${toHeaderName(budget.policy)}";${parametersOf(budget)}`).join(', ')
  return [
    ['RateLimit-Policy', list(({ quota, window }) => `q=${quota};w=${window}`)],
    ['RateLimit', list(({ remaining, reset }) => `r=${remaining};t=${reset}`)],
  ]
}

/** `signInAddress` → `sign-in-address` */
function toHeaderName(policy: string): string {
  return policy.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
