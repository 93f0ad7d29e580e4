import type { Viewer } from '#lib/identity/viewer.ts'
import { makeMark, readMark } from './flow-mark.ts'
import { type Parameters, writeAuthorizationParameters } from './parameters.ts'
import type { ArrivedRequest } from './pushed-request.ts'

/** When the person was first asked for something, and what they have answered, in milliseconds. */
export type Marks = {
  askedAt: number | null
  allowedAt: number | null
  refusedAt: number | null
}

/** Reads the marks of this server beside a request. An answer counts for the session in which it was given alone. */
export function readMarks(
  query: URLSearchParams,
  parameters: Parameters,
  viewer: Viewer | null,
): Marks {
  const facts = listFacts(parameters)
  const own = [...facts, viewer?.sessionId ?? '']
  return {
    askedAt: readMark(query.get('asked'), 'asked', facts),
    allowedAt: viewer && readMark(query.get('allowed'), 'allowed', own),
    refusedAt: viewer && readMark(query.get('refused'), 'refused', own),
  }
}

/** The request as it is carried on, with the moment at which the person was first asked. */
export function carryAsked(
  { carried, parameters }: ArrivedRequest,
  query: URLSearchParams,
): URLSearchParams {
  const facts = listFacts(parameters)
  const known = query.get('asked')
  const isKnown = readMark(known, 'asked', facts) !== null
  const more = new URLSearchParams(carried)
  more.set('asked', isKnown && known ? known : makeMark('asked', facts))
  return more
}

/** The address to which the request at `next` goes on, with the viewer's answer. */
export function addAnswer(
  next: string,
  answer: 'allowed' | 'refused',
  parameters: Parameters,
  viewer: Viewer,
): string {
  const [path = '', query = ''] = next.split('?')
  const more = new URLSearchParams(query)
  more.set(answer, makeMark(answer, [...listFacts(parameters), viewer.sessionId]))
  return `${path}?${more}`
}

/** What marks are of: the whole request. */
function listFacts(parameters: Parameters): string[] {
  return [writeAuthorizationParameters(parameters).toString()]
}
