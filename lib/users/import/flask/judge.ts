import { env } from '#lib/env/env.ts'
import { parseInput } from '#lib/http/body.ts'
import type { FieldError } from '#lib/http/problem.ts'
import { foldText } from '#lib/identity/fold.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { NewUser } from '../../schema.ts'
import { ImportedUser } from '../imported-user.ts'
import { type Candidate, type RowResult, toRefusedResult } from '../judge.ts'
import type { FlaskUser } from './database.ts'

/** What an operator says of users who could not come as they are: another role, user ID or name instead of theirs. */
export type FlaskNames = {
  roles: ReadonlyMap<string, string>
  /** By the user ID in the old database, as the names. */
  uids: ReadonlyMap<string, string>
  names: ReadonlyMap<string, string>
}

/** What the Flask tutorial backend writes for no e-mail address. */
const NO_EMAIL = '?'

type Judged = { candidate: Candidate; notes: FieldError[] } | { result: RowResult }

/**
 * Holds the users of the Flask tutorial backend to our rules, one after the other. Their passwords are what they are:
 * only their hashes are known.
 */
export class FlaskJudge {
  readonly #names: FlaskNames
  readonly #uids = new Map<string, number>()
  readonly #emails = new Map<string, string>()

  constructor(names: FlaskNames) {
    this.#names = names
  }

  /**
   * A user as we could take them, with what has to be left out; or why they cannot be taken. Who cannot be found or
   * shown without it is refused; an e-mail address or a date of birth that is none is left out.
   */
  judge(user: FlaskUser): Judged {
    const old = user.uid ?? ''
    const uid = this.#names.uids.get(old) ?? old
    const row = { row: user.row, uid: uid.slice(0, 100) }
    const repeated = this.#repeated(row)
    if (repeated) return { result: repeated }
    const notes: FieldError[] = []
    const role = user.role || undefined
    try {
      const input = parseInput(ImportedUser, {
        uid,
        name: this.#names.names.get(old) ?? user.name ?? '',
        role: role && (this.#names.roles.get(role) ?? role),
        passwordHash: user.password,
        email: keepIfValid('email', user.email === NO_EMAIL ? null : user.email, notes),
        dob: keepIfValid('dob', user.dob, notes),
      })
      if (input.passwordHash === undefined) notes.push(NO_PASSWORD)
      this.#noteSharedEmail(input, notes)
      return { candidate: { ...row, input }, notes }
    } catch (error) {
      return { result: namingRole(toRefusedResult(row, error), role) }
    }
  }

  #repeated({ row, uid }: { row: number; uid: string }): RowResult | null {
    const key = foldUid(uid)
    const first = this.#uids.get(key)
    if (first === undefined) {
      if (key) this.#uids.set(key, row)
      return null
    }
    const message = `The user ID ${uid} is that of row ${first} already: case makes no difference here.`
    return { row, uid, result: 'failed', code: 'uid_repeated', errors: [{ path: 'uid', message }] }
  }

  #noteSharedEmail({ uid, email }: ImportedUser, notes: FieldError[]): void {
    if (!email) return
    const other = this.#emails.get(foldText(email))
    const message = `The e-mail address is that of ${other}, too.`
    if (other === undefined) this.#emails.set(foldText(email), uid)
    else notes.push({ path: 'email', message })
  }
}

const NO_PASSWORD = {
  path: 'password',
  message: 'There is no password: nobody can sign in until a link has been handed out.',
}

/** A value that keeps the rules, or none and a note that says why. */
function keepIfValid(path: 'email' | 'dob', value: string | null, notes: FieldError[]) {
  if (!value) return undefined
  if (NewUser.shape[path].safeParse(value).success) return value
  const what = { email: 'e-mail address', dob: 'date of birth' }[path]
  notes.push({ path, message: `Left out, since it is no ${what}: ${value.slice(0, 100)}.` })
  return undefined
}

/** The rule names the roles that there are; whoever reads it needs to know which one was not. */
function namingRole(result: RowResult, role: string | undefined): RowResult {
  const message = `There is no role ${role} in ROLES: ${env().roles.join(', ')}.`
  const errors = result.errors?.map(error =>
    error.path === 'role' ? { ...error, message } : error,
  )
  return { ...result, ...(errors && { errors }) }
}
