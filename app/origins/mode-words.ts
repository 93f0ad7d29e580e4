import type { Mode } from '#lib/cors/mode.ts'

/** The modes in a table. */
export const MODE_WORDS: Record<Mode, string> = {
  both: 'Cookie or token',
  cookie: 'Cookie',
  bearer: 'Token',
}

/** The modes as choices of a form. */
export const MODE_OPTIONS: readonly (readonly [Mode, string])[] = [
  ['both', 'Cookie or token'],
  ['cookie', 'Cookie only'],
  ['bearer', 'Token only'],
]
