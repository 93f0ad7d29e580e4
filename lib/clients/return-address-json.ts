import { z } from 'zod'
import { findReturnAddressFault } from '#lib/cors/return-address.ts'

/** A return address to allow. Whether its origin is allowed is judged when it is added. */
export const NewReturnAddress = z
  .object({
    address: z
      .string('The address is missing. Write all of it, as in https://you.github.io/app/.')
      .trim()
      .superRefine((address, context) => {
        const fault = findReturnAddressFault(address, 'page')
        if (!fault) return
        context.addIssue({ code: 'custom', message: `${fault.problem}: ${fault.fix}.` })
      }),
  })
  .meta({ id: 'NewReturnAddress' })
export type NewReturnAddress = z.output<typeof NewReturnAddress>

/**
 * A return address as administrators see it. Those of RETURN_ADDRESSES are `pinned`: their ids are negative, and only
 * a change of the environment changes them.
 */
export const ReturnAddressJson = z
  .strictObject({
    id: z.int(),
    address: z.string().describe('Exactly as the page sends it as `redirect_uri`.'),
    origin: z.string().describe('The origin that it lies on.'),
    allowed: z
      .boolean()
      .describe('Whether its origin is allowed just now. The address counts only while it is.'),
    pinned: z
      .boolean()
      .describe('Whether it stands in RETURN_ADDRESSES, which the API cannot change.'),
    addedBy: z.string().nullable().describe('The user ID of the administrator who added it.'),
    createdAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ReturnAddress', description: 'Where answers for a page may go.' })
export type ReturnAddressJson = z.output<typeof ReturnAddressJson>

/** A return address that was refused, as administrators see it. */
export const ReturnRefusalJson = z
  .strictObject({
    address: z.string(),
    client: z.string().describe('The `client_id` that asked for it last.'),
    cause: z.string().describe('Why, and what to do about it, in sentences.'),
    count: z.int(),
    firstSeen: z.iso.datetime(),
    lastSeen: z.iso.datetime(),
    allowed: z
      .boolean()
      .describe('Whether it has been allowed since, so that it would not be refused now.'),
    allowable: z
      .boolean()
      .describe('Whether it can be added to the return addresses of its client.'),
  })
  .meta({ id: 'ReturnRefusal', description: 'A return address that was refused, and why.' })
export type ReturnRefusalJson = z.output<typeof ReturnRefusalJson>
