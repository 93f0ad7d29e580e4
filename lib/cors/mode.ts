/** How the pages of an origin may carry a session: by cookie, by bearer token, or by either. */
export const MODES = ['both', 'cookie', 'bearer'] as const
export type Mode = (typeof MODES)[number]
