import type { Operation } from '#lib/openapi/operation.ts'
import { DIAGNOSIS } from '#lib/openapi/origin-samples.ts'
import { Diagnosis } from './doctor.ts'
import { Question } from './question.ts'

const tag = 'Origins'
const json = 'application/json'

export const doctorOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/cors/check',
    id: 'diagnose',
    tag,
    session: 'used',
    query: Question,
    summary: 'Find out why a call fails',
    about:
      'Says what a browser does with a call from a page, step by step. A page may ask about itself without signing in. A request without an `Origin` header is for administrators, who may ask about any page.',
    success: {
      200: {
        what: 'The diagnosis.',
        content: { [json]: Diagnosis },
        example: DIAGNOSIS,
        headers: ['Access-Control-Allow-Origin'],
      },
    },
    problems: {
      401: ['token_missing', 'token_invalid'],
      403: ['origin_not_own', 'insufficient_role'],
    },
  },
]
