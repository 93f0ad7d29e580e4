import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** A class that makes JSON answers as `Response.json` does. */
type Answers = Pick<typeof Response, 'json'>

const answers = () => onePerProcess<{ made: Answers }>('answers', () => ({ made: Response }))

/** Has JSON answers made by `made` from now on: one that this host sends whole, not as a stream. */
export function setJsonResponseClass(made: Answers): void {
  answers().made = made
}

/** An answer with `data` as JSON. */
export function json(data: unknown, init: ResponseInit = {}): Response {
  return answers().made.json(data, init)
}
