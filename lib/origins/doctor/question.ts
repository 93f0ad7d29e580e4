import { z } from 'zod'
import { type CorsPolicy, findStanding } from '#lib/cors/policy.ts'
import type { Fix } from './step.ts'

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/ // RFC 9110 §5.6.2
const visible = (name: string, maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength, `${name} must have at most ${maxLength} characters.`)
    .regex(/^[\x20-\x7e\t]*$/, `${name} must be ASCII.`)

/** A call that a page makes; `headers` are the names that its script sets, apart from Content-Type. */
export const Question = z.object({
  origin: visible('origin', 300)
    .default('')
    .describe('The origin of the page; by default the page that asks.'),
  method: visible('method', 40)
    .default('')
    .transform(text => text || 'GET')
    .refine(text => TOKEN.test(text), 'The method must be one word, as in PATCH.'),
  headers: visible('headers', 1000)
    .default('')
    .transform(text => text.split(/[,\s]+/).filter(Boolean))
    .refine(
      names => names.every(name => TOKEN.test(name)),
      'Header names have letters, digits and hyphens; separate them by commas.',
    )
    .describe('The names of the headers that its script sets, separated by commas.'),
  'content-type': visible('content-type', 200)
    .default('')
    .describe('The content type of the body.'),
  credentials: z
    .enum(['include', 'same-origin', 'omit'], 'credentials must be include, same-origin or omit.')
    .optional()
    .describe(
      'Whether the call includes cookies; `same-origin` is what `fetch` does when the script does not say. By default it does, unless the origin is allowed for bearer tokens only: then it has an `Authorization` header instead.',
    ),
  server: visible('server', 300)
    .default('')
    .refine(
      text => text === '' || /^https?:/.test(URL.parse(text)?.protocol ?? ''),
      'server must be an address, as in https://auth.example.com.',
    )
    .describe('The address by which the page calls this server; by default `PUBLIC_URL`.'),
})
/** A call as it was asked about. */
export type AskedQuestion = z.output<typeof Question>
/** The same when it is known whether the call includes cookies. */
export type Question = AskedQuestion & { credentials: 'include' | 'same-origin' | 'omit' }

/** Completes a question that does not say how the page proves who asks: as its origin is allowed to. */
export function completeQuestion(asked: AskedQuestion, policy: CorsPolicy): Question {
  if (asked.credentials) return { ...asked, credentials: asked.credentials }
  if (findStanding(policy, asked.origin) !== 'bearer') return { ...asked, credentials: 'include' }
  const hasToken = asked.headers.some(name => name.toLowerCase() === 'authorization')
  const headers = hasToken ? asked.headers : [...asked.headers, 'Authorization']
  return { ...asked, headers, credentials: 'omit' }
}

/** A fix that asks the doctor the same question again, with what `differs`. */
export function askAgain(question: Question, differs: Partial<Question>, label: string): Fix {
  const { headers, ...rest } = { ...question, ...differs }
  const query = new URLSearchParams({ ...rest, headers: headers.join(', ') })
  return { label, href: `/origins/doctor?${query}` }
}
