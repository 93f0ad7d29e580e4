import { z } from 'zod'

/** The file of the registrable domain. */
export const WebIdentityJson = z
  .strictObject({
    provider_urls: z.array(z.url()),
    accounts_endpoint: z.url(),
    login_url: z.url(),
  })
  .meta({ id: 'WebIdentity', description: 'Where people of this site sign in (FedCM §3.1).' })

/** The fields with which a browser asks for a code. */
export const AssertionRequest = z.object({
  client_id: z.string().describe('The origin of the page, as in `Origin`.'),
  account_id: z.string().describe('The account that the person has chosen.'),
  params: z
    .string()
    .describe(
      'What the page asks for, as JSON: `code_challenge`, and what else `/authorize` takes.',
    ),
  nonce: z.string().optional(),
})

/** The fields with which it ends what a page was given. */
export const DisconnectRequest = z.object({
  client_id: z.string().describe('The origin of the page, as in `Origin`.'),
  account_hint: z.string().describe('The id, the user ID or the e-mail address of the account.'),
})
