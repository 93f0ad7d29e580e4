/** What a client may say as it sends somebody to sign out (RP-Initiated Logout 1.0 §2). */
const NAMES = ['id_token_hint', 'client_id', 'post_logout_redirect_uri', 'state'] as const

export type LogOutParameters = Partial<Record<(typeof NAMES)[number], string>>

/** Reads them; an empty one counts as left out. @returns null where one stands twice. */
export function readLogOutParameters(query: URLSearchParams): LogOutParameters | null {
  const parameters: LogOutParameters = {}
  for (const name of NAMES) {
    const [value, ...more] = query.getAll(name)
    if (more.length > 0) return null
    if (value) parameters[name] = value
  }
  return parameters
}
