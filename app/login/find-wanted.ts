import { findPageSession } from '../page-session.ts'

/** The session that somebody signs in to on our pages: it takes the place of the one that the browser has. */
export async function findWanted() {
  const { viewer } = await findPageSession()
  return { kind: 'cookie', onPage: true, replaces: viewer?.sessionId ?? null } as const
}
