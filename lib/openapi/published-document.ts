import { type Published, published } from '#lib/client/published.ts'
import { env } from '#lib/env.ts'
import { openApiDocument } from './document.ts'
import type { OpenApi } from './openapi.ts'

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
