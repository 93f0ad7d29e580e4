import { readFileSync } from 'node:fs'
import type { Fault } from '#lib/cors/fault.ts'
import { describeTooLarge, findSiteLogoFault, MAX_LOGO_BYTES } from './site.ts'

/** The first bytes of what browsers show, as Latin-1. */
const TYPES: readonly (readonly [type: string, start: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['image/svg+xml', /^(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!--)/],
]

/** The same as `findSiteLogoFault`, for Node, which also looks at the file. */
export function findLogoFileFault(text: string): Fault | null {
  if (text.startsWith('data:')) return findSiteLogoFault(text)
  const bytes = readLogoFile(text)
  if (!bytes) {
    const problem = `${JSON.stringify(text.slice(0, 200))} is no file that can be read`
    return { problem, fix: 'write the path of an image, or its data address' }
  }
  if (bytes.length > MAX_LOGO_BYTES) return describeTooLarge()
  if (findType(bytes)) return null
  return { problem: 'is no image', fix: 'take a PNG, JPEG, WebP, GIF or SVG file' }
}

/** The data address of a logo that has no fault. */
export function readLogoAddress(text: string): string {
  if (text.startsWith('data:')) return text
  const bytes = readLogoFile(text)
  const type = bytes && findType(bytes)
  if (!bytes || !type) throw new Error(`SITE_LOGO is no image any more: ${text}`)
  return `data:${type};base64,${bytes.toString('base64')}`
}

function readLogoFile(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

function findType(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 200).toString('latin1')
  return TYPES.find(([, pattern]) => pattern.test(start))?.[0] ?? null
}
