import { getDomain } from 'tldts'
import type { Fault } from '#lib/cors/fault.ts'

/** Where the browser reads what FedCM needs of this server. */
const FEDCM_CONFIG_PATH = '/api/fedcm/config.json'
export const FEDCM_ACCOUNTS_PATH = '/api/fedcm/accounts'
/** The page of somebody who is signed in; in a window that FedCM opened it closes itself. */
export const SIGNED_IN_PATH = '/signed-in'
/** FedCM opens it where nobody is signed in, and for another account than the one that is. */
export const FEDCM_LOGIN_PATH = `/login?${new URLSearchParams({ next: SIGNED_IN_PATH, account: 'other' })}`

/** What a site says about where its people sign in (FedCM §3.1). */
type WebIdentityFile = {
  provider_urls: string[]
  accounts_endpoint: string
  login_url: string
}

/** The file that lets pages of other sites sign people in by FedCM. */
export type WebIdentity = {
  /** Where browsers read it: on the registrable domain, at the port 443 of https. */
  url: string
  /** Whether this server is at that address, and so answers there by itself. */
  isOwn: boolean
  file: WebIdentityFile
}

/**
 * Says what has to stand at `/.well-known/web-identity` of the registrable domain of `publicUrl`, for example on
 * `example.com` for `https://auth.example.com`. Chromium reads it there for pages of other sites, and for pages of the
 * same site takes FedCM without it.
 */
export function describeWebIdentity({
  origin,
  hostname,
}: Pick<URL, 'origin' | 'hostname'>): WebIdentity {
  const domain = getDomain(hostname, { allowPrivateDomains: true })
  const home = domain === null ? origin : `https://${domain}`
  return {
    url: `${home}/.well-known/web-identity`,
    isOwn: home === origin,
    file: {
      provider_urls: [origin + FEDCM_CONFIG_PATH],
      accounts_endpoint: origin + FEDCM_ACCOUNTS_PATH,
      login_url: origin + FEDCM_LOGIN_PATH,
    },
  }
}

/** An answer of the address that {@link describeWebIdentity} names; null for none. */
export type WebIdentityAnswer = { status: number; type: string; text: string } | null

/** Says why FedCM takes pages of other sites to nobody by `answer`, or null where it is right. */
export function findWebIdentityFault(
  { url, file }: WebIdentity,
  answer: WebIdentityAnswer,
): Fault | null {
  const fix = `let ${url} answer with ${JSON.stringify(file)}, as application/json`
  if (!answer) return { problem: `${url} does not answer`, fix }
  if (answer.status !== 200) return { problem: `${url} answers ${answer.status}`, fix }
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(answer.type)) {
    return { problem: `${url} answers as ${answer.type || 'no type'}`, fix }
  }
  const said = parseObject(answer.text)
  if (!said) return { problem: `${url} does not answer with JSON`, fix }
  if (!Array.isArray(said.provider_urls)) return { problem: `${url} has no provider_urls`, fix }
  // With both of these, any of the provider's configurations may be asked; without, only the first one listed.
  const named = said.accounts_endpoint !== undefined || said.login_url !== undefined
  const wrong = named
    ? said.accounts_endpoint !== file.accounts_endpoint || said.login_url !== file.login_url
    : said.provider_urls.length !== 1 || said.provider_urls[0] !== file.provider_urls[0]
  return wrong ? { problem: `${url} names another server`, fix } : null
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
