import { type Published, published } from '#lib/client/published.ts'
import { env } from '#lib/env.ts'
import { openApiDocument } from './document.ts'

let made: Published | undefined

/** The API document of this server as it is published, made when it is first asked for. */
export function publishedDocument(): Published {
  made ??= published('application/json', JSON.stringify(openApiDocument(env())))
  return made
}
