import { postJson } from '../e2e/fixtures/client.ts'
import type { Person } from '../e2e/fixtures/people.ts'

/** A sign-in: when it was sent and when it was answered, by `performance.now()`. */
export type TimedSignIn = { sentAt: number; answeredAt: number }

/**
 * Keeps `atOnce` sign-ins under way as long as `more()` returns true, each on its own connection, and of one user after
 * the other.
 * @returns all of them, in the order in which they were answered.
 * @throws Error for an answer other than 200
 */
export async function keepSigningIn(
  port: number,
  people: readonly Person[],
  atOnce: number,
  more: () => boolean,
): Promise<TimedSignIn[]> {
  let sent = 0
  const answered: TimedSignIn[] = []
  const line = async () => {
    while (more()) {
      const { uid = '', password = '' } = people[sent++ % people.length] ?? {}
      const sentAt = performance.now()
      const answer = await postJson({ port }, '/api/authenticate', { uid, password })
      if (answer.status !== 200) throw new Error(`A sign-in got ${answer.status}: ${answer.text}`)
      answered.push({ sentAt, answeredAt: performance.now() })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  return answered
}
