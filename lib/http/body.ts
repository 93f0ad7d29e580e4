import type { ZodType, z } from 'zod'
import { type FieldError, invalidInput, Problem } from './problem.ts'
import { findRequestContext } from './request-context.ts'

/** The largest JSON body that is read, in bytes. */
export const MAX_JSON_BODY_BYTES = 64 * 1024
/** The largest body that any route takes, in bytes; each route has a bound of its own below it. */
export const MAX_REQUEST_BODY_BYTES = 8 * 1024 * 1024
/** A body that takes longer may have waited for its sender to lose their rights: these are read again. */
const SLOW_BODY_MS = 1000

type Options = {
  /** The message for a body that is not a JSON object. */
  notAnObject?: string
  /** The largest body that is read, in bytes. */
  limit?: number
}

/**
 * Reads a JSON object and checks it against `schema`.
 *
 * It takes `application/json` only. `request.json()` alone would accept a form's `text/plain`, which needs no
 * preflight and so is a CSRF hole (Fetch §4.9, ASVS v5.0.0-3.5.2).
 * @throws Problem 413 past the limit ({@link MAX_JSON_BODY_BYTES} by default), 415 for another type, 400 for a body
 *   that is not a JSON object or breaks the schema (with `errors` per field).
 */
export async function readJson<S extends ZodType>(
  request: Request,
  schema: S,
  { notAnObject = 'The body must be a JSON object.', limit = MAX_JSON_BODY_BYTES }: Options = {},
): Promise<z.output<S>> {
  const bytes = await readBytes(request, limit)
  if (!hasMediaType(request, 'application/json') && !isBodiless(request, bytes)) {
    throw new Problem(415, 'unsupported_media_type', 'Send the body as application/json.')
  }
  const value = parseObject(bytes)
  if (!value) throw new Problem(400, 'not_an_object', notAnObject)
  return parseInput(schema, value)
}

/**
 * Checks `value` against `schema` and returns its output.
 * @throws Problem 400 with the first error of each field.
 */
export function parseInput<S extends ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const first = new Map<string, FieldError>()
  for (const issue of result.error.issues) {
    const path = issue.path.join('.')
    if (!first.has(path)) first.set(path, { path, message: issue.message })
  }
  throw invalidInput([...first.values()])
}

/**
 * Checks the query parameters of `request` against `schema`. Where one is repeated, the first counts.
 * @throws Problem 400 as {@link parseInput} does.
 */
export function readQuery<S extends ZodType>(request: Request, schema: S): z.output<S> {
  const query: Record<string, string> = Object.create(null)
  for (const [name, value] of new URL(request.url).searchParams) query[name] ??= value
  return parseInput(schema, { ...query })
}

/** Whether the body of `request` is declared to be of `type`, with or without parameters (RFC 9110 §8.3.1). */
export function hasMediaType(request: Request, type: string): boolean {
  const [declared = ''] = (request.headers.get('content-type') ?? '').split(';')
  return declared.trim().toLowerCase() === type
}

function isBodiless(request: Request, bytes: Uint8Array): boolean {
  return bytes.length === 0 && !request.headers.has('content-type')
}

function parseObject(bytes: Uint8Array): object | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/**
 * Reads the whole body, whatever its type. A declared length past the limit is refused before anything is read.
 * @throws Problem 413 past `limit` bytes, 400 `body_cut` for fewer bytes than declared; for a slow body also 401 or 403,
 *   if the viewer was signed out or given another role since (ASVS v5.0.0-8.3.2).
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limit) throw bodyTooLarge(limit)
  if (!request.body) return new Uint8Array()
  const startedAt = Date.now()
  const chunks: Uint8Array[] = []
  let length = 0
  // On a Node server, cancelling a body ends the connection and the answer with it; `drainBody` reads the rest instead.
  for await (const chunk of request.body.values({ preventCancel: true })) {
    length += chunk.length
    if (length > limit) throw bodyTooLarge(limit)
    chunks.push(chunk)
  }
  // Next silently cuts a body over 10 MB that passes through middleware.
  if (declared > length) throw new Problem(400, 'body_cut', 'The body ended early.')
  if (Date.now() - startedAt > SLOW_BODY_MS) await findRequestContext()?.recheck?.()
  return Buffer.concat(chunks)
}

/** 413 for a body of more than `limit` bytes. */
export function bodyTooLarge(limit: number): Problem {
  const kib = limit / 1024
  const words = kib < 1024 ? `${kib} KiB` : `${kib / 1024} MiB`
  return new Problem(413, 'body_too_large', `That is too large: at most ${words} can be sent here.`)
}
