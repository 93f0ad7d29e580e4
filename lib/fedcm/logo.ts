import { decodeImage } from '#lib/images/decode.ts'
import { findSiteLogo } from '#lib/oauth/site-look.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

export const FEDCM_LOGO_PATH = '/api/fedcm/logo'
/** The side of the icon. The dialog takes squares of at least 25, or 40 in active mode (FedCM §3.2), twice on dense screens. */
export const LOGO_PIXELS = 128

/** Whether the browser's dialog can show SITE_LOGO: it draws no vectors. */
export function hasFedcmLogo(logo: string | null = findSiteLogo()): boolean {
  return logo !== null && !logo.startsWith('data:image/svg')
}

/** SITE_LOGO as a square PNG, whole with clear edges; null without one, or where it cannot be read. */
export async function findFedcmLogo(): Promise<Uint8Array<ArrayBuffer> | null> {
  const logo = findSiteLogo()
  if (logo === null || !hasFedcmLogo(logo)) return null
  const kept = onePerProcess<{ icon: Uint8Array<ArrayBuffer> | null }>('fedcm-logo', () => ({
    icon: null,
  }))
  kept.icon ??= await renderLogo(logo).catch(() => null)
  return kept.icon
}

function renderLogo(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
  return decodeImage(
    file,
    { side: LOGO_PIXELS, fit: 'contain' },
    async copy => new Uint8Array(await copy().png().toBuffer()),
  )
}
