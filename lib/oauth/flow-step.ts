import type { Target } from './find-target.ts'
import { sealFlow } from './flow-seal.ts'

/** The longest address that we lead a browser to, in bytes: proxies take a request line of 8 KiB. */
export const MAX_LOCATION_LENGTH = 7 * 1024

const PAGES = { login: '/login', proof: '/step-up', consent: '/consent' } as const

/** Leads the person to the page of a step, which leads back to the request that is `carried`. */
export async function makeStepRedirect(
  step: keyof typeof PAGES,
  target: Target,
  carried: URLSearchParams,
): Promise<Response> {
  const query = new URLSearchParams({ next: `/authorize?${carried}`, flow: await sealFlow(target) })
  return new Response(null, {
    status: 303,
    headers: {
      Location: `${PAGES[step]}?${query}`,
      'Cache-Control': 'no-store',
      'Cross-Origin-Opener-Policy': 'unsafe-none',
    },
  })
}
