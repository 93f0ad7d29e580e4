/**
 * The words of a mail, from which its text and its HTML are made. Names, user IDs and addresses may stand in `title`,
 * `paragraphs` and `reason` as they are: no mail program makes a link of them.
 */
export type Message = {
  /** What it is for, such as `password_reset`: the outbox and the metrics call it so. */
  kind: string
  subject: string
  title: string
  paragraphs: readonly string[]
  /** The only link of the mail. */
  button?: { label: string; url: string }
  /** For another device, where the link cannot be opened. */
  code?: string
  /** Why it came, and what to do if that was somebody else. */
  reason: string
}
