import { z } from 'zod'
import { type Question as CallQuestion, Question } from '#lib/origins/doctor/question.ts'

/** A page that signs people in by `signIn()` of /client.js. */
export const SignInQuestion = z.object({
  origin: Question.shape.origin.describe(
    'The origin of the page, or its whole address; by default the page that asks.',
  ),
  path: z
    .string()
    .trim()
    .max(1000, 'path must have at most 1000 characters.')
    .regex(/^(?:\/[\x21-\x7e]*)?$/, 'path must begin with a slash, as in /app/.')
    .default('')
    .describe('The path of the page; by default that of its address, or `/`.'),
  server: Question.shape.server,
})
export type SignInQuestion = z.output<typeof SignInQuestion>

/** Splits the whole address of a page, where that is given in place of its origin. */
export function splitAddress(asked: SignInQuestion): SignInQuestion {
  const { origin, path, server } = asked
  const url = /^https?:/.test(origin) ? URL.parse(origin) : null
  // What no browser would write is left for the doctor to explain.
  if (!url || !origin.startsWith(`${url.origin}/`)) return { origin, path: path || '/', server }
  return { origin: url.origin, path: path || url.pathname, server }
}

/** The same as a question about a call, whose links lead back to a question about `signIn()`. */
export function toCallQuestion({ origin, path, server }: SignInQuestion) {
  const call: CallQuestion & { act: 'sign-in'; path: string } = {
    act: 'sign-in',
    origin,
    path,
    server,
    method: 'GET',
    headers: [],
    'content-type': '',
    credentials: 'include',
  }
  return call
}
