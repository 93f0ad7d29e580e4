import type { Step } from './find-step.ts'
import type { Target } from './find-target.ts'
import { buildStepHref } from './flow-pages.ts'
import { sealFlow } from './flow-seal.ts'

/** The longest address that we lead a browser to, in bytes: proxies take a request line of 8 KiB. */
export const MAX_LOCATION_LENGTH = 7 * 1024
/** What is left of it for the request beside the page's own path, marks and seal. */
const MAX_CARRIED_LENGTH = MAX_LOCATION_LENGTH - 1024

/** Whether a request is too long to be carried through the pages of a flow. */
export function isTooLong(carried: URLSearchParams): boolean {
  return encodeURIComponent(String(carried)).length > MAX_CARRIED_LENGTH
}

/** Leads the person to the page of a step, which leads back to the request that is `carried`. */
export async function makeStepRedirect(
  step: Step,
  target: Target,
  carried: URLSearchParams,
): Promise<Response> {
  const flow = { next: `/authorize?${carried}`, flow: await sealFlow(target) }
  return new Response(null, {
    status: 303,
    headers: {
      Location: buildStepHref(step, flow),
      'Cache-Control': 'no-store',
      'Cross-Origin-Opener-Policy': 'unsafe-none',
    },
  })
}
