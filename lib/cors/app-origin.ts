import type { Fault } from './fault.ts'
import type { Mode } from './mode.ts'

const UUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}'
const NAME = '[a-z\\d](?:[a-z\\d.-]*[a-z\\d])?(?::\\d{1,5})?'

/**
 * The origins that are no website's: how pages of apps and extensions write theirs, by scheme, and an example. Engines
 * serialise them as scheme and host, which the URL standard leaves to them ("origin of a URL": opaque).
 */
const FORMS: Record<string, { host: RegExp; example: string }> = {
  capacitor: { host: new RegExp(`^${NAME}$`), example: 'capacitor://localhost' },
  ionic: { host: new RegExp(`^${NAME}$`), example: 'ionic://localhost' },
  tauri: { host: new RegExp(`^${NAME}$`), example: 'tauri://localhost' },
  app: { host: new RegExp(`^${NAME}$`), example: 'app://your.app' },
  'chrome-extension': {
    host: /^[a-p]{32}$/,
    example: 'chrome-extension:// and the 32 letters of its ID',
  },
  'moz-extension': {
    host: new RegExp(`^${UUID}$`),
    example: 'moz-extension:// and the UUID that about:debugging shows',
  },
  'safari-web-extension': {
    host: new RegExp(`^${UUID}$`, 'i'),
    example: 'safari-web-extension:// and its UUID',
  },
}

/** The scheme and the rest of what begins like the origin of an app or an extension, or null. */
function splitAppOrigin(text: string): { scheme: string; host: string } | null {
  const [, scheme = '', host = ''] = /^([a-z-]+):\/\/(.*)$/i.exec(text) ?? []
  return Object.hasOwn(FORMS, scheme.toLowerCase()) ? { scheme, host } : null
}

/** Whether `text` is the origin of an app or an extension, exactly as its engine sends it. */
export function isAppOrigin(text: string): boolean {
  const { scheme, host } = splitAppOrigin(text) ?? {}
  return scheme !== undefined && host !== undefined && (FORMS[scheme]?.host.test(host) ?? false)
}

/** The mode of an origin that a setting allows: apps and extensions may use bearer tokens only. */
export function choosePinnedMode(origin: string): Mode {
  return splitAppOrigin(origin) ? 'bearer' : 'both'
}

/**
 * Says what is wrong with `text` as the origin of an app or an extension: null if nothing is, undefined if it is not
 * meant as one. Their pages cannot keep our cookie as pages of a site do, and what holds for the site of a page, such as
 * SameSite, says nothing about them.
 */
export function findAppOriginFault(text: string, mode: Mode): Fault | null | undefined {
  const { scheme } = splitAppOrigin(text) ?? {}
  if (scheme === undefined) return undefined
  const said = JSON.stringify(text)
  if (!isAppOrigin(text)) {
    const { example } = FORMS[scheme.toLowerCase()] ?? {}
    return {
      problem: `${said} is not how an app or an extension writes its origin`,
      fix: `write ${example}, without a path`,
    }
  }
  if (mode === 'bearer') return null
  return {
    problem: `${said} is an app or an extension, which cannot use the cookie`,
    fix: 'allow it for bearer tokens only',
  }
}

/** Says in a sentence who else has this origin, if it is an app's or an extension's; else null. */
export function describeAppOrigin(origin: string): string | null {
  const { scheme, host } = splitAppOrigin(origin) ?? {}
  if (scheme === undefined) return null
  if (host === 'localhost') {
    return `Every app that is made with ${scheme[0]?.toUpperCase()}${scheme.slice(1)} can have this origin, so it tells nothing about whose app it is.`
  }
  if (scheme === 'moz-extension' || scheme === 'safari-web-extension') {
    return 'Each installation of the extension has another UUID, so this allows one of them.'
  }
  return null
}
