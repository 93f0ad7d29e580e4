import { z } from 'zod'
import type { Fix } from './step.ts'

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/ // RFC 9110 §5.6.2
const visible = (name: string, most: number) =>
  z
    .string()
    .trim()
    .max(most, `${name} must have at most ${most} characters.`)
    .regex(/^[\x20-\x7e\t]*$/, `${name} must be ASCII.`)

/** A call that a page would make; `headers` are the names that its script sets, Content-Type aside. */
export const Question = z.object({
  origin: visible('origin', 300).default('').describe('Of the page; left out, the one that asks.'),
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
    .describe('The names of those that its script sets, between commas.'),
  'content-type': visible('content-type', 200).default('').describe('That of the body.'),
  credentials: z
    .enum(['include', 'omit'], 'credentials must be include or omit.')
    .default('include')
    .describe('Whether it asks for the cookie to go along.'),
})
export type Question = z.output<typeof Question>

/** What differs in the question of a page that uses bearer tokens alone. */
export const BY_TOKEN = { headers: 'Authorization', credentials: 'omit' }

/** The same question but for what `differs`, as a page of the doctor. */
export function askAgain(question: Question, differs: Partial<Question>, label: string): Fix {
  const { headers, ...rest } = { ...question, ...differs }
  const query = new URLSearchParams({ ...rest, headers: headers.join(', ') })
  return { label, href: `/origins/doctor?${query}` }
}
