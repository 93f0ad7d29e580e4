import { z } from 'zod'
import { hasMediaType, MAX_JSON_BODY_BYTES, readBytes, readJson } from './body.ts'
import { OAuthProblem } from './oauth-problem.ts'
import { Problem } from './problem.ts'

type Parameters<N extends string> = { values: Partial<Record<N, string>>; isForm: boolean }

/**
 * Reads the parameters `names` as OAuth clients send them: from a form (RFC 6749 appendix B) or a JSON object. An
 * empty parameter counts as left out, and none may be repeated (§3.2). Those in the URL are ignored.
 * @throws Problem 400 `invalid_request`, 413, 415 for a body of another type.
 */
export async function readParameters<N extends string>(
  request: Request,
  names: readonly N[],
): Promise<Parameters<N>> {
  const isForm = hasMediaType(request, 'application/x-www-form-urlencoded')
  const valuesOf = isForm ? await readForm(request) : await readObject(request)
  const values: Partial<Record<N, string>> = {}
  for (const name of names) {
    const [value, ...more] = valuesOf(name)
    if (more.length > 0) {
      throw name === 'resource' ? invalidTarget() : invalidRequest(`${name} must not be repeated.`)
    }
    if (value === undefined || value === null || value === '') continue
    if (typeof value !== 'string') throw invalidRequest(`${name} must be text.`)
    values[name] = value
  }
  return { values, isForm }
}

/** 400 for a parameter that is missing or malformed (RFC 6749 §5.2). */
export function invalidRequest(message: string): OAuthProblem {
  return new OAuthProblem('invalid_request', message)
}

/** 400 for a `resource` that tokens are not made for (RFC 8707 §2). */
export function invalidTarget(): OAuthProblem {
  const message = 'resource must name one server for which tokens are made: an entry of AUDIENCES.'
  return new OAuthProblem('invalid_target', message)
}

/**
 * Reads a form as it stands.
 * @throws Problem 413, 415 for a body of another type.
 */
export async function readFormBody(request: Request): Promise<URLSearchParams> {
  if (!isFormType(request.headers.get('content-type') ?? '')) {
    throw new Problem(415, 'unsupported_media_type', 'Send the body as a form.')
  }
  const bytes = await readBytes(request, MAX_JSON_BODY_BYTES)
  return new URLSearchParams(new TextDecoder().decode(bytes))
}

async function readForm(request: Request): Promise<(name: string) => unknown[]> {
  const form = await readFormBody(request)
  return name => form.getAll(name)
}

function isFormType(type: string): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type.trim())
}

async function readObject(request: Request): Promise<(name: string) => unknown[]> {
  const object = await readJson(request, z.looseObject({})).catch(error => {
    throw error instanceof Problem && error.status === 400 ? invalidRequest(error.message) : error
  })
  return name => (Object.hasOwn(object, name) ? [object[name]] : [])
}
