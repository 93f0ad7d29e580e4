import type { Fault } from '#lib/cors/fault.ts'

/** How large a logo may be, in bytes: each sign-in page carries it. */
export const MAX_LOGO_BYTES = 48 * 1024
const DATA_ADDRESS = /^data:image\/(?:png|jpeg|webp|gif|svg\+xml);base64,([A-Za-z\d+/]+={0,2})$/

/** SITE_NAME: a line of text that fits on a card. */
export function findSiteNameFault(text: string): Fault | null {
  if (text.length <= 40 && !/[\p{Cc}<>]/u.test(text)) return null
  const problem = `${JSON.stringify(text.slice(0, 60))} is no name of a site`
  return { problem, fix: 'write at most 40 characters, without < and >' }
}

/** SITE_LOGO: a data address of an image, or the path of a file, which only Node can look at. */
export function findSiteLogoFault(text: string): Fault | null {
  if (!text.startsWith('data:')) return null
  const [, base64 = ''] = DATA_ADDRESS.exec(text) ?? []
  if (base64 === '') {
    const problem = 'is no data address of an image'
    const fix = 'write data:image/png;base64,… (or jpeg, webp, gif, svg+xml), or the path of a file'
    return { problem, fix }
  }
  return (base64.length * 3) / 4 > MAX_LOGO_BYTES ? describeTooLarge() : null
}

export function describeTooLarge(): Fault {
  return {
    problem: 'is too large',
    fix: `take an image of at most ${MAX_LOGO_BYTES / 1024} KiB; 80 pixels in height are enough`,
  }
}
