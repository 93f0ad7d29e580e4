import { makeSignedOutError } from '../auth-error.ts'
import type { User } from '../client.d.ts'
import { type Link, SESSION_PATH } from '../link.ts'
import type { Tokens } from '../tokens.ts'

/**
 * Has the server set the cookie for what `given` proves.
 * @returns null if the browser does not keep the cookie.
 * @throws AuthError those of the server
 */
export async function takeCookie(
  link: Link,
  given: object,
  signal?: AbortSignal | null,
): Promise<User | null> {
  const { api } = link
  const { user }: { user: User } = await api.post(SESSION_PATH, given, signal, null)
  const answer = await api.send('/api/id', { signal: signal ?? null }, null)
  const found: User | null = answer.ok ? await answer.json() : null
  link.keepsCookie = found?.id === user.id
  if (!found || !link.keepsCookie) return null
  await replace(link, found, null)
  return found
}

/** Takes new tokens in place of what was before. @throws AuthError */
export async function takeTokens(link: Link, tokens: Tokens): Promise<User> {
  await replace(link, undefined, tokens)
  const user = await link.restore()
  if (!user) throw makeSignedOutError()
  return user
}

/** Sets who is signed in, and ends the session of the tokens before. */
async function replace(
  { api, holder }: Link,
  user: User | undefined,
  tokens: Tokens | null,
): Promise<void> {
  const before = holder.tokens
  // So that other tabs hear of it, though it may be the same person.
  if (before || tokens) holder.user = undefined
  holder.become(user, tokens)
  await holder.kept
  if (before) await api.revoke(before).catch(() => {})
}
