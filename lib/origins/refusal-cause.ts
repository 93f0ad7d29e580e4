import type { Mode } from '#lib/cors/mode.ts'
import type { RefusalReason } from '#lib/cors/refusal-reasons.ts'
import { OTHER_ORIGINS } from './refusal-counter.ts'

const CAUSES: Record<RefusalReason, string> = {
  origin_null:
    'The page has no origin of its own, because it is a local file or in a sandboxed frame. Serve it over http, for a local file as by `npx serve -l 4100`, and allow that origin.',
  origin_disabled: 'The origin is on the list, but disabled. Enable it to let its pages in.',
  origin_plain_http:
    'The page is on plain http, where browsers keep no Secure cookie. Serve it over https, or allow it for bearer tokens only.',
  origin_not_allowed: 'The origin is not on the list. Allow it, if you know whose it is.',
  method_not_allowed:
    'The origin is allowed, but the page asked for a method that is not. Write methods in upper case: "patch" is not "PATCH".',
  header_not_allowed:
    'The origin is allowed, but the page asked to send a header that is not. Leave it out, or allow it on the page /origins. Authorization is only for origins that are allowed with bearer tokens.',
  origin_access:
    'The origin is allowed, but its entry does not let its pages do this in anybody’s name. Grant it only if you trust every script on those pages with it.',
  origin_no_passwords:
    'The origin is allowed, but its pages may not take passwords, which a script on them could read. Let people sign in on the pages of this server, or allow it.',
  path_not_shared: 'Only paths under /api are shared with other origins.',
}

/** Says why pages of `origin` were refused and what to do. @param modes the modes in which it can be allowed. */
export function describeRefusalCause(
  reason: RefusalReason,
  origin: string,
  modes: readonly Mode[],
): string {
  if (origin === OTHER_ORIGINS) {
    return 'Too many origins asked within one second to keep each of them, so only their number is known.'
  }
  if (reason === 'origin_not_allowed' && modes.length === 0) {
    return 'No browser writes an origin like this, so it was not sent by a page in a browser.'
  }
  return CAUSES[reason]
}
