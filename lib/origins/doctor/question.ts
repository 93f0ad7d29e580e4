import { z } from 'zod'
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
    .enum(['include', 'omit'], 'credentials must be include or omit.')
    .default('include')
    .describe('Whether the call includes cookies.'),
})
export type Question = z.output<typeof Question>

/** What differs in the question of a page that uses only bearer tokens. */
export const BY_TOKEN = { headers: 'Authorization', credentials: 'omit' }

/** A fix that asks the doctor the same question again, with what `differs`. */
export function askAgain(question: Question, differs: Partial<Question>, label: string): Fix {
  const { headers, ...rest } = { ...question, ...differs }
  const query = new URLSearchParams({ ...rest, headers: headers.join(', ') })
  return { label, href: `/origins/doctor?${query}` }
}
