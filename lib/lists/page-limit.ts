import { z } from 'zod'

/**
 * The longest cursor that is read, in characters: a folded name has at most 3300 bytes, which are 4500 characters when
 * they are sealed.
 */
export const MAX_CURSOR_LENGTH = 5000

/** The schema for the number of items on a page: 1 to 1000, and `preset` by default. */
export function makePageLimitSchema(preset: number) {
  return z.coerce
    .number('limit must be a number from 1 to 1000.')
    .int('limit must be a whole number.')
    .min(1, 'limit must be from 1 to 1000.')
    .max(1000, 'limit must be from 1 to 1000.')
    .default(preset)
}

/** The parameter that names a page by its cursor. */
export const PageCursor = z
  .string()
  .max(MAX_CURSOR_LENGTH, 'after must be a cursor that a page gave.')
  .optional()
  .describe('The cursor of a page, from `Link`.')
