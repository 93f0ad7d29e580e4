import { z } from 'zod'
import type { Prisma } from '#lib/db/db.ts'
import { AUTH_METHODS, ID_TOKEN_ALGORITHMS, SCOPES } from './client.ts'
import { toClient } from './find-client.ts'

/** A registered client as administrators see it. */
export const ClientJson = z
  .strictObject({
    client_id: z.string(),
    name: z.string(),
    kind: z.enum(['public', 'confidential']),
    returnAddresses: z.array(z.string()),
    postLogoutAddresses: z.array(z.string()),
    scopes: z.array(z.enum(SCOPES)).describe('What it may ask to be told.'),
    consent: z
      .boolean()
      .describe('Whether people are asked once; an app on a device asks each time, in any case.'),
    authMethod: z.enum(AUTH_METHODS),
    jwks: z.looseObject({}).nullable(),
    pkce: z.boolean().describe('Whether its codes need a proof by PKCE; without it, a `nonce`.'),
    idTokenAlg: z.enum(ID_TOKEN_ALGORITHMS),
    logo: z.string().nullable(),
    enabled: z.boolean(),
    secrets: z
      .array(
        z.strictObject({
          createdAt: z.iso.datetime(),
          expiresAt: z.iso.datetime().nullable().describe('Null for the one that stays.'),
        }),
      )
      .describe('The secrets that are good now, the newest first. They themselves are not kept.'),
    addedBy: z.string().describe('The user ID of the administrator who registered it.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Client', description: 'An application that signs people in here.' })
export type ClientJson = z.output<typeof ClientJson>

/** The same with a new secret, which is shown once. */
export const ClientWithSecretJson = ClientJson.extend({
  client_secret: z.string().optional().describe('Shown now and never again.'),
}).meta({ id: 'ClientWithSecret', description: 'A client, and its new secret if it has one.' })
export type ClientWithSecretJson = z.output<typeof ClientWithSecretJson>

/** What is read of a client for `toClientJson`. */
export const CLIENT_INCLUDE = {
  secrets: { orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] },
} satisfies Prisma.ClientInclude

export type ClientRow = Prisma.ClientGetPayload<{ include: typeof CLIENT_INCLUDE }>

export function toClientJson(row: ClientRow, now = new Date()): ClientJson {
  const { returnAddresses, logoutAddresses, scopes, authMethod, idTokenAlg } = toClient(row)
  return {
    client_id: row.id,
    name: row.name,
    kind: row.kind as ClientJson['kind'],
    returnAddresses: [...returnAddresses],
    postLogoutAddresses: [...logoutAddresses],
    scopes: [...scopes],
    consent: row.consent,
    authMethod,
    jwks: row.jwks === null ? null : JSON.parse(row.jwks),
    pkce: row.pkce,
    idTokenAlg,
    logo: row.logo,
    enabled: row.enabled,
    secrets: row.secrets
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
      .map(({ createdAt, expiresAt }) => ({
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt?.toISOString() ?? null,
      })),
    addedBy: row.addedBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
