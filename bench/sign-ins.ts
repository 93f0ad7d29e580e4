import { postJson } from '../e2e/fixtures/client.ts'
import type { Person } from '../e2e/fixtures/people.ts'

/**
 * Keeps `atOnce` sign-ins under way as long as `more()` returns true, each on its own connection, and of one user after
 * the other.
 * @returns how many were answered.
 * @throws Error for an answer other than 200
 */
export async function keepSigningIn(
  port: number,
  people: readonly Person[],
  atOnce: number,
  more: () => boolean,
): Promise<number> {
  let sent = 0
  const line = async () => {
    while (more()) {
      const { uid = '', password = '' } = people[sent++ % people.length] ?? {}
      const answer = await postJson({ port }, '/api/authenticate', { uid, password })
      if (answer.status !== 200) throw new Error(`A sign-in got ${answer.status}: ${answer.text}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  return sent
}
