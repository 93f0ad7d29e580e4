import type { SIGN_IN_RESULTS } from './catalogue.ts'
import { incrementMetric } from './tally.ts'

type Result = (typeof SIGN_IN_RESULTS)[number]

/** How a sign-in has ended, by the code of the problem. */
const RESULTS: Record<string, Result> = {
  invalid_credentials: 'refused',
  limited: 'limited',
  hash_queue_full: 'busy',
}

/** Gives what `act`, which signs somebody in, gives or throws, and counts how it ended. */
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
