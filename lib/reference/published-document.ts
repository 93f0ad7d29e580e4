import { env } from '#lib/env/env.ts'
import type { OpenApi } from '#lib/openapi/openapi.ts'
import { type Published, published } from '#lib/published/published.ts'
import { openApiDocument } from './document.ts'

let document: OpenApi | undefined
let text: Published | undefined

/** The API document of this server, made when it is first asked for. */
export function apiDocument(): OpenApi {
  document ??= openApiDocument(env())
  return document
}

/** The same, as it is published. */
export function publishedDocument(): Published {
  text ??= published('application/json', JSON.stringify(apiDocument()))
  return text
}
