import type { Mode } from '#lib/cors/origin.ts'

/** A mode in a table. */
export const MODE_WORDS: Record<Mode, string> = {
  both: 'Cookie or token',
  cookie: 'Cookie',
  bearer: 'Token',
}

/** The modes as a form offers them. */
export const MODE_OPTIONS: readonly (readonly [Mode, string])[] = [
  ['both', 'By cookie or by bearer token'],
  ['cookie', 'By cookie only'],
  ['bearer', 'By bearer token only'],
]
