import type { SIGN_IN_RESULTS } from './catalogue.ts'
import { incrementMetric } from './tally.ts'

type Result = (typeof SIGN_IN_RESULTS)[number]

/** How a sign-in that failed is counted, by the code of its problem. */
const RESULTS: Record<string, Result> = {
  invalid_credentials: 'refused',
  limited: 'limited',
  hash_queue_full: 'busy',
}

/** Runs `act`, which signs somebody in, counts how it ends, and returns or throws what it does. */
export async function runCountedSignIn<T>(act: () => Promise<T>): Promise<T> {
  try {
    const session = await act()
    incrementMetric('latchkey_sign_ins_total', ['ok'])
    return session
  } catch (error) {
    const { code = '' } = error as { code?: string }
    incrementMetric('latchkey_sign_ins_total', [RESULTS[code] ?? 'failed'])
    throw error
  }
}
