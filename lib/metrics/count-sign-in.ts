import type { SIGN_IN_RESULTS } from './catalogue.ts'
import { incrementMetric } from './tally.ts'

type Result = (typeof SIGN_IN_RESULTS)[number]

/** How a sign-in that failed is counted, by the code of its problem; null for one that is to go on. */
const RESULTS: Record<string, Result | null> = {
  invalid_credentials: 'refused',
  invalid_session: 'refused',
  second_factor_required: null,
  second_factor_wrong: 'refused',
  limited: 'limited',
  hash_queue_full: 'busy',
}

/** Runs `act`, a step in which somebody signs in, counts how it ends, and returns or throws what it does. */
export async function runCountedSignIn<T>(act: () => Promise<T>): Promise<T> {
  try {
    const session = await act()
    incrementMetric('latchkey_sign_ins_total', ['ok'])
    return session
  } catch (error) {
    const { code = '' } = error as { code?: string }
    const result = Object.hasOwn(RESULTS, code) ? RESULTS[code] : 'failed'
    if (result) incrementMetric('latchkey_sign_ins_total', [result])
    throw error
  }
}
