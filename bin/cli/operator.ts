import { userInfo } from 'node:os'
import { NO_SESSION, type Viewer } from '#lib/identity/viewer.ts'

/** No user has this ID, because IDs begin at 1. Audit events store it as no ID. */
const OPERATOR_ID = 0

/**
 * The viewer for whoever runs commands on this machine. They can read SECRET_KEY and write to the database, so they
 * are an administrator, and need no proof: a password could not stop them. The uid has spaces and brackets, which
 * no user ID may have, so that it cannot be mistaken for a user in the audit log. It holds the name of the system
 * user, and after `sudo` also the name of the caller, which the caller could have made up.
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
    email: null,
    verifiedEmailKey: null,
    dob: null,
    avatarKey: null,
    disabled: false,
    createdAt: new Date(0),
    lastSignInAt: new Date(0),
    sessionId: NO_SESSION,
    provenAt: new Date(),
    proofs: '',
    page: null,
  }
}

/** In a container a process may run under a number that has no name. */
function readUsername(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.()}`
  }
}
