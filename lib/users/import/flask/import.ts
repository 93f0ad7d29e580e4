import { recordEvent } from '#lib/audit/record-event.ts'
import { type FieldError, Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { requireProof } from '#lib/sign-in/step-up.ts'
import { renderAvatar } from '../../avatars/image.ts'
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

/** What became of a user; `notes` say what of them was left out. */
export type FlaskResult = RowResult & { notes?: FieldError[] }

type Options = {
  names: FlaskNames
  /** The folder of the pictures; null to read no files. */
  uploads: string | null
  /** Whether to judge only and write nothing: `created` is then who would be. */
  dryRun: boolean
  /** Is told each result as it is there. */
  onResult: (result: FlaskResult) => void
}

/**
 * Creates the users of the Flask tutorial backend: each with password, picture and record, or not at all, so that it
 * may be broken off at any time and done again. Whoever is there already as the row says is skipped.
 * @throws Problem 403 `insufficient_role`, 401 `step_up_required`.
 */
export async function importFlask(
  viewer: Viewer,
  users: Iterable<FlaskUser>,
  { names, uploads, dryRun, onResult }: Options,
): Promise<Record<RowResult['result'], number>> {
  requireImporter(viewer)
  requireProof(viewer)
  const judge = new FlaskJudge(names)
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
type RenderedAvatar = Awaited<ReturnType<typeof renderFlaskAvatar>>

async function importOne(
  viewer: Viewer,
  { candidate, notes }: Judged,
  findPicture: () => Promise<RenderedAvatar>,
  dryRun: boolean,
): Promise<FlaskResult> {
  const known = await skipKnown(candidate)
  if (known) return known
  const { row, uid, input } = candidate
  const { picture, note } = await findPicture()
  const { password: _, passwordHash: hash = null, ...person } = input
  try {
    if (!dryRun) await writeImportedUser(viewer, person, { hash, picture })
  } catch (error) {
    // Somebody has taken the uid since it was looked for.
    return (await skipKnown(candidate)) ?? toRefusedResult(candidate, error)
  }
  const all = [...notes, ...note]
  return { row, uid, result: 'created', ...(all.length > 0 && { notes: all }) }
}

async function skipKnown(candidate: Candidate): Promise<RowResult | null> {
  const [user] = (await findKnownUsers([candidate])).values()
  return user ? compareWithUser(candidate, user) : null
}

/** The pictures that are kept of a user's, or why there is none. */
async function renderFlaskAvatar(user: FlaskUser, uploads: string | null) {
  try {
    const file = await readFlaskAvatar(user, uploads)
    return { picture: file && (await renderAvatar(file)), note: [] }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const message = `The picture is left out: ${error.message}`
    return { picture: null, note: [{ path: 'pfp', message }] }
  }
}
