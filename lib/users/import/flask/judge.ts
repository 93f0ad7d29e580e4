import { env } from '#lib/env/env.ts'
import type { FieldError } from '#lib/http/problem.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { requireOwnUid } from '../../clashes.ts'
import { NewUser } from '../../schema.ts'
import { buildUserColumns } from '../../store.ts'
import { type ImportedUser, readImportedUser } from '../imported-user.ts'
import { type Candidate, type RowResult, toRefusedResult } from '../judge.ts'
import { SeenUids } from '../seen-uids.ts'
import { readTruth } from '../truth.ts'
import type { FlaskUser } from './database.ts'

/** The roles, user IDs and names that an operator gives to users who cannot keep theirs. */
export type FlaskNames = {
  /** By the role in the old database. */
  roles: ReadonlyMap<string, string>
  /** By the user ID in the old database. */
  uids: ReadonlyMap<string, string>
  /** By the user ID in the old database. */
  names: ReadonlyMap<string, string>
}

/** What the Flask tutorial backend writes for a user without an e-mail address. */
const NO_EMAIL = '?'

type Judged = { candidate: Candidate; notes: FieldError[] } | { result: RowResult }

/**
 * Judges the users of the Flask tutorial backend by our rules, one after the other. Their passwords are not judged,
 * because only the hashes are known.
 */
export class FlaskJudge {
  readonly #names: FlaskNames
  readonly #emailsVerified: boolean
  readonly #uids = new SeenUids()
  readonly #emails = new Map<string, string>()

  /** @param emailsVerified whether the addresses of the old database count as verified. */
  constructor(names: FlaskNames, emailsVerified: boolean) {
    this.#names = names
    this.#emailsVerified = emailsVerified
  }

  /**
   * Judges one user: as we can take them, with notes on what is left out, or why we cannot. A user without a valid user
   * ID, name or role is refused; an invalid e-mail address or date of birth is only left out.
   */
  judge(user: FlaskUser): Judged {
    const old = user.uid ?? ''
    const uid = this.#names.uids.get(old) ?? old
    const row = { row: user.row, uid: uid.slice(0, 100) }
    const repeated = this.#uids.add(row.uid, row.row)
    if (repeated) return { result: { ...row, result: 'failed', ...repeated } }
    const notes: FieldError[] = []
    const role = user.role || undefined
    try {
      const input = readImportedUser({
        uid,
        name: this.#names.names.get(old) ?? user.name ?? '',
        role: role && (this.#names.roles.get(role) ?? role),
        passwordHash: user.password,
        email: keepIfValid('email', user.email === NO_EMAIL ? null : user.email, notes),
        dob: keepIfValid('dob', user.dob, notes),
        disabled: isInactive(user, notes) || undefined,
      })
      if (input.passwordHash === undefined) notes.push(NO_PASSWORD)
      const emailVerified = !this.#noteSharedEmail(input, notes) && this.#emailsVerified
      requireOwnUid(buildUserColumns({ ...input, emailVerified }))
      return { candidate: { ...row, input: { ...input, emailVerified } }, notes }
    } catch (error) {
      return { result: nameRole(toRefusedResult(row, error), role) }
    }
  }

  /** Only the first of several users can have a verified address. @returns whether an earlier one has it. */
  #noteSharedEmail({ uid, email }: ImportedUser, notes: FieldError[]): boolean {
    if (!email) return false
    const other = this.#emails.get(foldEmail(email))
    if (other === undefined) this.#emails.set(foldEmail(email), uid)
    else
      notes.push({
        path: 'email',
        message: `${other} has the same e-mail address, so it is not verified here.`,
      })
    return other !== undefined
  }
}

const NO_PASSWORD = {
  path: 'password',
  message: 'There is no password, so the user cannot sign in until you give them a reset link.',
}

/** Returns a valid value. For any other it returns undefined and adds a note that says why. */
function keepIfValid(path: 'email' | 'dob', value: string | null, notes: FieldError[]) {
  if (!value) return undefined
  if (NewUser.shape[path].safeParse(value).success) return value
  const kind = { email: 'an e-mail address', dob: 'a date of birth' }[path]
  notes.push({ path, message: `Left out, because it is not ${kind}: ${value.slice(0, 100)}.` })
  return undefined
}

/**
 * Whether the old backend let the user in no more. Without the column, or where it is empty, it did. What cannot be read
 * counts as inactive: an administrator enables a user more easily than they notice one who should not be there.
 */
function isInactive({ active }: FlaskUser, notes: FieldError[]): boolean {
  if (active === null || active === '') return false
  const truth = readTruth(active)
  if (truth === null) {
    const message = `The user is disabled, because active is not true or false: ${active.slice(0, 100)}.`
    notes.push({ path: 'active', message })
  }
  return truth !== true
}

/** Adds the unknown role to the message, which by the rule names only the roles that exist. */
function nameRole(result: RowResult, role: string | undefined): RowResult {
  const message = `There is no role ${role} in ROLES: ${env().roles.join(', ')}.`
  const errors = result.errors?.map(error =>
    error.path === 'role' ? { ...error, message } : error,
  )
  return { ...result, ...(errors && { errors }) }
}
