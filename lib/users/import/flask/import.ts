import { recordEvent } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { type FieldError, Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { renderAvatar } from '../../avatars/image.ts'
import { isEmailTaken } from '../../clashes.ts'
import { requireImporter } from '../import.ts'
import {
  type Candidate,
  compareWithUser,
  findKnownUsers,
  type RowResult,
  toRefusedResult,
} from '../judge.ts'
import { writeImportedUser } from '../write-imported.ts'
import { readFlaskAvatar } from './avatar.ts'
import type { FlaskUser } from './database.ts'
import { FlaskJudge, type FlaskNames } from './judge.ts'

/** The result for one user; `notes` say what was left out. */
export type FlaskResult = RowResult & { notes?: FieldError[] }

type Options = {
  names: FlaskNames
  /** The folder of the avatars; null to read no files. */
  uploads: string | null
  /** Whether the addresses of the old database count as verified. */
  emailsVerified: boolean
  /** Whether to write nothing; `created` then counts the users who would be created. */
  dryRun: boolean
  /** Called with each result as soon as there is one. */
  onResult: (result: FlaskResult) => void
}

/**
 * Creates the users of the Flask tutorial backend: each with password, avatar and audit event, or not at all, so that
 * an import can be interrupted at any time and repeated. A user who already exists as the row says is skipped.
 * @returns how many users were created, skipped and refused.
 * @throws Problem 403 `insufficient_role`, 401 `step_up_required`.
 */
export async function importFlask(
  viewer: Viewer,
  users: Iterable<FlaskUser>,
  { names, uploads, emailsVerified, dryRun, onResult }: Options,
): Promise<Record<RowResult['result'], number>> {
  requireImporter(viewer)
  requireProof(viewer, 'users_import')
  const judge = new FlaskJudge(names, emailsVerified)
  const counts = { created: 0, skipped: 0, failed: 0 }
  for (const user of users) {
    await yieldToEventLoop()
    const judged = judge.judge(user)
    const result =
      'result' in judged
        ? judged.result
        : await importOne(viewer, judged, () => renderFlaskAvatar(user, uploads), dryRun)
    counts[result.result]++
    onResult(result)
  }
  const detail = { ...counts, from: 'flask' }
  if (!dryRun) await recordEvent({ action: 'users_import', result: 'ok', actor: viewer, detail })
  return counts
}

type Judged = { candidate: Candidate; notes: FieldError[] }
type Rendered = Awaited<ReturnType<typeof renderFlaskAvatar>>

async function importOne(
  viewer: Viewer,
  { candidate, notes }: Judged,
  render: () => Promise<Rendered>,
  dryRun: boolean,
): Promise<FlaskResult> {
  const known = await skipKnown(candidate)
  if (known) return known
  const { row, uid } = candidate
  const input = await denyTakenEmail(candidate.input, notes)
  const rendered = await render()
  const { password: _, passwordHash: hash = null, ...person } = input
  try {
    if (!dryRun) await writeImportedUser(viewer, person, { hash, avatar: rendered.avatar })
  } catch (error) {
    // Somebody may have taken the uid since the check above.
    return (await skipKnown(candidate)) ?? toRefusedResult(candidate, error)
  }
  const all = [...notes, ...rendered.notes]
  return { row, uid, result: 'created', ...(all.length > 0 && { notes: all }) }
}

/** A user here may have verified the address already: then it is taken over unverified. */
async function denyTakenEmail(
  input: Candidate['input'],
  notes: FieldError[],
): Promise<Candidate['input']> {
  const { email, emailVerified } = input
  if (!email || !emailVerified || !(await isEmailTaken(email))) return input
  notes.push({ path: 'email', message: 'Another user has verified this e-mail address here.' })
  return { ...input, emailVerified: false }
}

async function skipKnown(candidate: Candidate): Promise<RowResult | null> {
  const [user] = (await findKnownUsers([candidate])).values()
  return user ? compareWithUser(candidate, user) : null
}

/** The images of a user's avatar, or a note that says why there are none. */
async function renderFlaskAvatar(user: FlaskUser, uploads: string | null) {
  try {
    const file = await readFlaskAvatar(user, uploads)
    return { avatar: file && (await renderAvatar(file)), notes: [] }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const message = `The avatar is left out: ${error.message}`
    return { avatar: null, notes: [{ path: 'pfp', message }] }
  }
}
