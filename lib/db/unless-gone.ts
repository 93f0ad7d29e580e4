import { isMissingRow } from './db.ts'

/** What `change` comes to; where its row was removed in the meantime, what `makeProblem` makes is thrown. */
export async function unlessGone<T>(change: Promise<T>, makeProblem: () => Error): Promise<T> {
  return change.catch(error => {
    throw isMissingRow(error) ? makeProblem() : error
  })
}
