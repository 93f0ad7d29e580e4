import { z } from 'zod'
import { MODES, type Mode } from '#lib/cors/origin.ts'
import { findAllowFault } from './allow-fault.ts'

const note = z
  .string('The note must be text.')
  .trim()
  .max(200, 'The note must have at most 200 characters.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'The note must not hold control characters.')
const mode = z.enum(MODES, `The mode must be one of ${MODES.join(', ')}.`)
const enabled = z.boolean('enabled must be true or false.')

/** An origin to be allowed; how it is written depends on the mode. */
export const NewOrigin = z
  .object({
    origin: z
      .string('The origin is missing. Write scheme and host, as in https://you.github.io.')
      .trim()
      .min(1, 'The origin is missing. Write scheme and host, as in https://you.github.io.')
      .max(300, 'The origin must have at most 300 characters.')
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'The origin must not hold control characters.'),
    note: note.default(''),
    mode: mode.default('both'),
    enabled: enabled.default(true),
  })
  .superRefine(({ origin, mode }, context) => {
    const message = findModeFault(origin, mode)
    if (message) context.addIssue({ code: 'custom', path: ['origin'], message })
  })
  .meta({ id: 'NewOrigin' })
export type NewOrigin = z.output<typeof NewOrigin>

/** Changes of an allowed origin; what is left out stays. */
export const OriginChanges = z
  .object({
    origin: z.never('An origin cannot be rewritten: add the other one and remove this.'),
    note,
    mode,
    enabled,
  })
  .partial()
  .meta({ id: 'OriginChanges' })
export type OriginChanges = z.output<typeof OriginChanges>

/** Why `origin` cannot be allowed in `mode`, and what to do, in a sentence; null when it can. */
export function findModeFault(origin: string, mode: Mode): string | null {
  const fault = findAllowFault(origin, mode)
  if (!fault) return null
  const byToken = mode !== 'bearer' && findAllowFault(origin, 'bearer') === null
  return `${fault.problem}: ${fault.fix}${byToken ? ', or allow it for bearer tokens only' : ''}.`
}
