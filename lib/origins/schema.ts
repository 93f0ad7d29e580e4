import { z } from 'zod'
import { ACCESSES } from '#lib/cors/access.ts'
import { isAppOrigin } from '#lib/cors/app-origin.ts'
import { MODES, type Mode } from '#lib/cors/mode.ts'
import { findAllowFault } from './allow-fault.ts'

const ORIGIN_MISSING = 'The origin is missing. Write scheme and host, as in https://you.github.io.'

const note = z
  .string('The note must be text.')
  .trim()
  .max(200, 'The note must have at most 200 characters.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'The note must not contain control characters.')
const mode = z.enum(MODES, `The mode must be one of ${MODES.join(', ')}.`)
const enabled = z.boolean('enabled must be true or false.')
const access = z.enum(ACCESSES, `The access must be one of ${ACCESSES.join(', ')}.`)
const passwords = z.boolean('passwords must be true or false.')

/**
 * An origin to allow. Which origins are valid depends on the mode: plain http goes only with `bearer`. What is not said
 * is not granted: its pages see the list of users, and take no passwords.
 */
export const NewOrigin = z
  .object({
    origin: z
      .string(ORIGIN_MISSING)
      .trim()
      .min(1, ORIGIN_MISSING)
      .max(300, 'The origin must have at most 300 characters.')
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'The origin must not contain control characters.'),
    note: note.default(''),
    mode: mode.default('both'),
    enabled: enabled.default(true),
    access: access.default('users'),
    passwords: passwords.default(false),
  })
  .superRefine(({ origin, mode }, context) => {
    const message = findModeFault(origin, mode)
    if (message) context.addIssue({ code: 'custom', path: ['origin'], message })
  })
  .meta({ id: 'NewOrigin' })
export type NewOrigin = z.output<typeof NewOrigin>

/** Changes to an allowed origin. Fields that are left out stay as they are. */
export const OriginChanges = z
  .object({
    origin: z.never('An origin cannot be changed. Add the new one and remove this one.'),
    note,
    mode,
    enabled,
    access,
    passwords,
  })
  .partial()
  .meta({ id: 'OriginChanges' })
export type OriginChanges = z.output<typeof OriginChanges>

/** Says in a sentence why `origin` cannot be allowed in `mode`, and what to do; null when it can. */
export function findModeFault(origin: string, mode: Mode): string | null {
  const fault = findAllowFault(origin, mode)
  if (!fault) return null
  // The fault of an app's or an extension's origin says so itself.
  const byToken =
    mode !== 'bearer' && !isAppOrigin(origin) && findAllowFault(origin, 'bearer') === null
  return `${fault.problem}: ${fault.fix}${byToken ? ', or allow it for bearer tokens only' : ''}.`
}
