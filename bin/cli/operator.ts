import { userInfo } from 'node:os'
import type { Viewer } from '#lib/identity/viewer.ts'

/** The id of whoever acts from the console: no user has it, since ids begin at 1, and records keep it as none. */
const OPERATOR_ID = 0

/**
 * Who acts from the console of this machine. Who may read SECRET_KEY and write to the database is an
 * administrator without asking, and no password of ours would keep them from anything: a proof is always fresh.
 * The name has blanks and brackets, which no uid may have, so that records never take them for a user; it is
 * what the system says, and with sudo also who called for it, which that person could have made up.
 */
export function findOperator(): Viewer {
  const username = readUsername()
  const caller = process.env.SUDO_USER
  const who = caller && caller !== username ? `${caller} as ${username}` : username
  return {
    id: OPERATOR_ID,
    uid: `${who.slice(0, 100)} (command line)`,
    name: who,
    role: 'Admin',
    ...{ email: null, dob: null, avatarKey: null, disabled: false },
    ...{ createdAt: new Date(0), lastSignInAt: new Date(0) },
    sessionId: '',
    provenAt: new Date(),
  }
}

/** In a container a process may run as a number that no name belongs to. */
function readUsername(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.()}`
  }
}
