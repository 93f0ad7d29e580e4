import { z } from 'zod'
import { MAX_JSON_BODY_BYTES, readBytes, readJson } from './body.ts'
import { Problem } from './problem.ts'

type Parameters<N extends string> = { values: Partial<Record<N, string>>; isForm: boolean }

/**
 * Reads the parameters `names` of a request as OAuth clients send them: a form (RFC 6749 appendix B) or a JSON
 * object. An empty one counts as left out and none may stand twice (§3.2); those in the URL are not looked at.
 * @throws Problem 400 `invalid_request`, 413, 415 for a body of another type.
 */
export async function readParameters<N extends string>(
  request: Request,
  names: readonly N[],
): Promise<Parameters<N>> {
  const type = request.headers.get('content-type') ?? ''
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type.trim())
  const given = isForm ? await readForm(request) : await readObject(request)
  const values: Partial<Record<N, string>> = {}
  for (const name of names) {
    const [value, ...more] = given(name)
    if (more.length > 0) throw invalidRequest(`${name} stands twice.`)
    if (value === undefined || value === null || value === '') continue
    if (typeof value !== 'string') throw invalidRequest(`${name} must be text.`)
    values[name] = value
  }
  return { values, isForm }
}

/** 400 for a request that lacks a parameter or says it wrongly (RFC 6749 §5.2). */
export function invalidRequest(message: string): Problem {
  return new Problem(400, 'invalid_request', message)
}

async function readForm(request: Request): Promise<(name: string) => unknown[]> {
  const bytes = await readBytes(request, MAX_JSON_BODY_BYTES)
  const form = new URLSearchParams(new TextDecoder().decode(bytes))
  return name => form.getAll(name)
}

async function readObject(request: Request): Promise<(name: string) => unknown[]> {
  const object = await readJson(request, z.looseObject({})).catch(error => {
    throw error instanceof Problem && error.status === 400 ? invalidRequest(error.message) : error
  })
  return name => (Object.hasOwn(object, name) ? [object[name]] : [])
}
