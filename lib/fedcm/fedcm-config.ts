import { z } from 'zod'
import { env } from '#lib/env/env.ts'
import { deriveAccent } from '#lib/env/site-accent.ts'
import { FEDCM_ACCOUNTS_PATH, FEDCM_LOGIN_PATH } from '#lib/origins/web-identity.ts'
import { FEDCM_LOGO_PATH, hasFedcmLogo, LOGO_PIXELS } from './logo.ts'

/** What the browser has to know of this server (FedCM §3.2). */
export const FedcmConfigJson = z
  .strictObject({
    accounts_endpoint: z.url(),
    client_metadata_endpoint: z.url(),
    id_assertion_endpoint: z.url(),
    disconnect_endpoint: z.url(),
    login_url: z.url(),
    modes: z.strictObject({
      active: z.strictObject({ supports_use_other_account: z.boolean() }),
    }),
    branding: z.strictObject({
      name: z.string(),
      background_color: z.string().exactOptional().describe('SITE_ACCENT.'),
      color: z.string().exactOptional(),
      icons: z
        .array(z.strictObject({ url: z.url(), size: z.int() }))
        .exactOptional()
        .describe('SITE_LOGO, unless it is an SVG.'),
    }),
  })
  .meta({ id: 'FedcmConfig', description: 'What the browser asks where (FedCM §3.2).' })
type FedcmConfigJson = z.output<typeof FedcmConfigJson>

type Settings = Pick<ReturnType<typeof env>, 'siteName' | 'siteAccent'> & {
  publicUrl: Pick<URL, 'origin'>
}

/** Describes this server to the browser. @param hasLogo whether the dialog can show the operator's logo */
export function buildFedcmConfig(
  { publicUrl, siteName, siteAccent }: Settings = env(),
  hasLogo = hasFedcmLogo(),
): FedcmConfigJson {
  const { origin } = publicUrl
  return {
    accounts_endpoint: origin + FEDCM_ACCOUNTS_PATH,
    client_metadata_endpoint: `${origin}/api/fedcm/client-metadata`,
    id_assertion_endpoint: `${origin}/api/fedcm/assertion`,
    disconnect_endpoint: `${origin}/api/fedcm/disconnect`,
    login_url: origin + FEDCM_LOGIN_PATH,
    modes: { active: { supports_use_other_account: true } },
    branding: {
      name: siteName,
      ...(siteAccent !== undefined && buildColours(siteAccent)),
      ...(hasLogo && { icons: [{ url: origin + FEDCM_LOGO_PATH, size: LOGO_PIXELS }] }),
    },
  }
}

/** The button of the browser's dialog, as that of the sign-in pages. */
function buildColours(siteAccent: string) {
  return { background_color: deriveAccent(siteAccent).light.accent, color: '#ffffff' }
}
