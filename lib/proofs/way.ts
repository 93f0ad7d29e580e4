import type { UserRow } from '#lib/identity/user-row.ts'

/** The fields of a request in which answers to a question come. */
export const ANSWER_FIELDS = ['password', 'code'] as const
type AnswerField = (typeof ANSWER_FIELDS)[number]

/** What somebody has entered, by field. */
export type Answers = { [field in AnswerField]?: string | undefined }

/** A user, as a way needs to know them. */
export type WayUser = Pick<UserRow, 'id' | 'uid' | 'email' | 'verifiedEmailKey'>

/** What a person is asked, for a page to show. */
export type Question = {
  field: AnswerField
  label: string
  /** What the field says to browsers and password managers (HTML, autofill). */
  autoComplete: string
  /** What the person has to know about it. */
  help?: string
  /** The names of the ways that would do as well, the best first. */
  others?: readonly string[]
}

/** What somebody has just shown: who they are, by which methods (RFC 8176), and whether that is one factor or two. */
export type Proof = {
  userId: number
  amr: readonly string[]
  strength: 1 | 2
  /** What is left to do for the way, once the proof was accepted. */
  settle?: (() => Promise<void>) | undefined
}

/** One means of proving who you are. Each has a folder here, and a line in `registry.ts`. */
export type Way = {
  readonly name: string
  readonly field: AnswerField
  /** What it proves, as in its proofs. */
  readonly amr: readonly string[]
  readonly strength: 1 | 2
  /** Whether somebody who has it set up signs in by two factors from then on. */
  readonly asksForTwo: boolean
  /** Whether the user can prove who they are by it. */
  isSetUp(user: WayUser): Promise<boolean>
  /** Begins it: what the user is asked. */
  begin(user: WayUser): Promise<Question>
  /**
   * Judges an answer. The caller counts the attempt before, and compares in the same time where there is no such user.
   * @returns null if it proves nothing.
   */
  prove(user: WayUser | null, answer: string): Promise<Proof | null>
}
