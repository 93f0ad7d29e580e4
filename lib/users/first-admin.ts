import { randomBytes } from 'node:crypto'
import { db } from '#lib/db/db.ts'
import { EnvFault, env } from '#lib/env/env.ts'
import { parseInput } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import { NewUser } from './schema.ts'
import { insertUser } from './store.ts'

/** `password` is the generated one, to show once. Null if nobody was created, or if ADMIN_PASSWORD is set. */
export type FirstAdmin = { uid: string; password: string | null }

/**
 * Creates the first administrator, `ADMIN_UID`, if there is no administrator. Without `ADMIN_PASSWORD` the password is
 * 120 random bits. Two processes may start at once: the uid is unique, and the second process yields.
 * @throws EnvFault if `ADMIN_UID` or `ADMIN_PASSWORD` breaks the rules for users.
 */
export async function ensureAdmin(): Promise<FirstAdmin> {
  const { adminUid, adminPassword } = env()
  const admin = await db().user.findFirst({
    where: { role: 'Admin' },
    orderBy: { id: 'asc' },
    select: { uid: true },
  })
  if (admin) return { uid: admin.uid, password: null }
  const generated = adminPassword ? null : randomBytes(15).toString('base64url')
  const password = adminPassword ?? generated
  const input = { uid: adminUid, name: 'Administrator', password, role: 'Admin' }
  try {
    const { uid } = await insertUser(parseInput(NewUser, input))
    return { uid, password: generated }
  } catch (error) {
    if (error instanceof Problem && error.code === 'uid_taken') {
      return { uid: adminUid, password: null }
    }
    throw toEnvFault(error)
  }
}

const VARIABLES: Record<string, string> = { uid: 'ADMIN_UID', password: 'ADMIN_PASSWORD' }

/** Only the rules for users find these faults, but they are faults of the environment. */
function toEnvFault(error: unknown): unknown {
  if (!(error instanceof Problem) || !error.errors) return error
  return new EnvFault(
    error.errors.map(({ path, message }) => ({
      name: VARIABLES[path] ?? path,
      problem: 'is refused',
      fix: message.replace(/\.$/, ''),
    })),
  )
}
