import { z } from 'zod'
import { AUTH_METHODS, ID_TOKEN_ALGORITHMS, SCOPES } from './client.ts'

/** How many addresses of one kind a client may have. */
const MAX_ADDRESSES = 20
/** A logo in base64, with room for breaks between its lines. */
const MAX_LOGO_LENGTH = 400_000

const name = z
  .string('The name is missing: people are asked about the application by it.')
  .trim()
  .min(1, 'The name is missing: people are asked about the application by it.')
  .max(80, 'The name must have at most 80 characters.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'The name must not contain control characters.')

const makeAddressesSchema = (field: string) =>
  z
    .array(z.string(`${field} must be a list of addresses.`).trim(), {
      error: `${field} must be a list of addresses.`,
    })
    .max(MAX_ADDRESSES, `${field} can have at most ${MAX_ADDRESSES} addresses.`)
    .transform(addresses => [...new Set(addresses)])

const KNOWN_SCOPES = `The scopes must be some of ${SCOPES.join(', ')}.`
const scopes = z
  .union([z.string().transform(text => text.split(' ').filter(Boolean)), z.array(z.string())], {
    error: KNOWN_SCOPES,
  })
  .pipe(z.array(z.enum(SCOPES, KNOWN_SCOPES)).min(1, KNOWN_SCOPES))
  .transform(chosen => SCOPES.filter(scope => chosen.includes(scope)))

const flag = (field: string) => z.boolean(`${field} must be true or false.`)
const kind = z.enum(['public', 'confidential'], 'The kind must be public or confidential.')
const authMethod = z.enum(AUTH_METHODS, `authMethod must be one of ${AUTH_METHODS.join(', ')}.`)
const idTokenAlg = z.enum(
  ID_TOKEN_ALGORITHMS,
  `idTokenAlg must be one of ${ID_TOKEN_ALGORITHMS.join(', ')}.`,
)
const jwks = z
  .looseObject({}, 'jwks must be a set of public keys: {"keys": [...]}.')
  .nullable()
  .describe('A JWK set (RFC 7517 §5) of public keys, for `private_key_jwt`.')
const logo = z
  .string('The logo must be a data address, or null.')
  .max(MAX_LOGO_LENGTH, 'The logo must be an image of at most 256 KiB.')
  .nullable()
  .describe('A data address of a JPEG, PNG, GIF or WebP of at most 256 KiB; kept as a WebP.')

/** A client to register. What goes with what is judged when it is registered. */
export const NewClient = z
  .object({
    name,
    kind,
    returnAddresses: makeAddressesSchema('returnAddresses'),
    postLogoutAddresses: makeAddressesSchema('postLogoutAddresses').default([]),
    scopes: scopes.default([...SCOPES]),
    consent: flag('consent').default(true),
    authMethod: authMethod
      .optional()
      .describe('By default `none` for a public client, else `client_secret_basic`.'),
    jwks: jwks.default(null),
    pkce: flag('pkce').default(true),
    idTokenAlg: idTokenAlg.default('ES256'),
    logo: logo.default(null),
    enabled: flag('enabled').default(true),
  })
  .meta({ id: 'NewClient' })
export type NewClient = z.output<typeof NewClient>

/** Changes to a client. Fields that are left out stay as they are. */
export const ClientChanges = z
  .object({
    kind: z.never('The kind cannot be changed. Register the application anew.'),
    name,
    returnAddresses: makeAddressesSchema('returnAddresses'),
    postLogoutAddresses: makeAddressesSchema('postLogoutAddresses'),
    scopes,
    consent: flag('consent'),
    authMethod,
    jwks,
    pkce: flag('pkce'),
    idTokenAlg,
    logo,
    enabled: flag('enabled'),
  })
  .partial()
  .meta({ id: 'ClientChanges' })
export type ClientChanges = z.output<typeof ClientChanges>

/** The largest body that registers or changes a client, in bytes: most of it is the logo. */
export const MAX_CLIENT_BODY_BYTES = 512 * 1024
