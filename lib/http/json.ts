import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** A class that makes JSON answers as `Response.json` does. */
type JsonResponseClass = Pick<typeof Response, 'json'>

const holder = () =>
  onePerProcess<{ current: JsonResponseClass }>('jsonResponseClass', () => ({ current: Response }))

/** Sets the class that makes JSON answers from now on: one whose answers this host sends whole, not as a stream. */
export function setJsonResponseClass(current: JsonResponseClass): void {
  holder().current = current
}

/** An answer with `data` as JSON. */
export function json(data: unknown, init: ResponseInit = {}): Response {
  return holder().current.json(data, init)
}
