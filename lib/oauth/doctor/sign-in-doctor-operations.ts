import type { Operation } from '#lib/openapi/operation.ts'
import { SIGN_IN_DIAGNOSIS } from '#lib/openapi/origin-samples.ts'
import { SignInDiagnosis } from './diagnosis.ts'
import { SignInQuestion } from './question.ts'

const json = 'application/json'

export const signInDoctorOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/cors/check/sign-in',
    id: 'diagnoseSignIn',
    tag: 'Origins',
    session: 'used',
    query: SignInQuestion,
    summary: 'Find out why signing in fails on a page',
    about:
      'Says what `signIn()` of `/client.js` does on a page, step by step, and what the page gets in each browser. A page may ask about itself without signing in. A request without an `Origin` header is for administrators, who may ask about any page.',
    success: {
      200: {
        what: 'The diagnosis.',
        content: { [json]: SignInDiagnosis },
        example: SIGN_IN_DIAGNOSIS,
        headers: ['Access-Control-Allow-Origin'],
      },
    },
    problems: {
      401: ['token_missing', 'token_invalid'],
      403: ['origin_not_own', 'insufficient_role'],
    },
  },
]
