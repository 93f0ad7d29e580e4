import { env } from '#lib/env/env.ts'
import type { OpenApi } from '#lib/openapi/openapi.ts'
import { makePublished, type Published } from '#lib/published/published.ts'
import { buildOpenApiDocument } from './document.ts'

let document: OpenApi | undefined
let text: Published | undefined

/** The OpenAPI document of this server, built when it is first needed. */
export function readApiDocument(): OpenApi {
  document ??= buildOpenApiDocument(env())
  return document
}

/** The OpenAPI document in the form in which it is published. */
export function readPublishedDocument(): Published {
  text ??= makePublished('application/json', JSON.stringify(readApiDocument()))
  return text
}
