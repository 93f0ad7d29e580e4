import type { Mode } from '#lib/cors/origin.ts'
import type { RefusalReason } from '#lib/cors/verdict.ts'
import { OTHER_ORIGINS } from './refusal-counter.ts'

const CAUSES: Record<RefusalReason, string> = {
  origin_null:
    'The page has no origin of its own: it is a local file, or in a sandboxed frame. Serve it over https and allow that origin.',
  origin_disabled: 'The origin is on the list, but disabled. Enable it to let its pages in.',
  origin_plain_http:
    'The page is on plain http, where no Secure cookie is kept. Serve it over https, or allow it for bearer tokens only.',
  origin_not_allowed: 'The origin is not on the list. Allow it, if you know whose it is.',
  method_not_allowed:
    'The origin is allowed, but the page asked for a method that is not. Methods are upper case: "patch" is not "PATCH".',
  header_not_allowed:
    'The origin is allowed, but the page asked to send a header that it may not. Leave the header out; Authorization is for origins that are allowed with a token.',
  path_not_shared: 'Only what is under /api is shared with other origins.',
}

/** Why pages of `origin` were refused, and what to do; `modes` are those in which it can be allowed. */
export function describeRefusalCause(
  reason: RefusalReason,
  origin: string,
  modes: readonly Mode[],
): string {
  if (origin === OTHER_ORIGINS) {
    return 'So many origins asked within a second that only their number was kept.'
  }
  if (reason === 'origin_not_allowed' && modes.length === 0) {
    return 'It is not how a browser writes an origin, so no page of a browser sent it.'
  }
  return CAUSES[reason]
}
