/** Why an origin gets less than it asked for. The last two are found where a request is answered. */
export const REFUSAL_REASONS = [
  'origin_null',
  'origin_disabled',
  'origin_plain_http',
  'origin_not_allowed',
  'method_not_allowed',
  'header_not_allowed',
  'path_not_shared',
  'origin_access',
  'origin_no_passwords',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]
