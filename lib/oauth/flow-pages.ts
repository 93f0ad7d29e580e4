import type { Step } from './find-step.ts'

/** The pages of Next to which a flow may lead; /signup and /forgot are reached from /login. */
export const FLOW_PAGES: ReadonlySet<string> = new Set([
  '/login',
  '/signup',
  '/signup/verify',
  '/forgot',
  '/step-up',
  '/consent',
])

/** The page of ours that opens a flow in a window, to show what pages of other sites do. */
export const TRYING_PAGE = '/docs/static-site'

/** How the pages of a flow lead to each other: the request to come back to, and its seal. */
export type FlowQuery = { next: string; flow: string }

/** The address of the page of a step. */
export function buildStepHref(
  step: Step | 'signup' | 'signup-code' | 'forgot',
  { next, flow }: FlowQuery,
): string {
  const query = new URLSearchParams({ next })
  if (flow !== '') query.set('flow', flow)
  switch (step) {
    case 'login':
      return `/login?${query}`
    case 'account':
      query.set('account', 'other')
      return `/login?${query}`
    case 'signup':
      return `/signup?${query}`
    case 'signup-code':
      return `/signup/verify?${query}`
    case 'forgot':
      return `/forgot?${query}`
    case 'proof':
      return `/step-up?${query}`
    case 'consent':
      return `/consent?${query}`
  }
}
